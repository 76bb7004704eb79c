import { type INestApplicationContext, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Clock,
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
  Random,
} from 'nestjs-llm-router';
import { characterCounter } from 'nestjs-llm-router/testing';

class SimulationModule {}

export interface SimulatedRouterInit {
  readonly options: LlmRouterOptions;
  readonly clock: Clock;
  readonly random: Random;
  /** Instances of marked classes. */
  readonly plugins: readonly object[];
}

export interface SimulatedRouter {
  readonly router: LlmRouter;
  readonly close: () => Promise<void>;
}

/**
 * The router as applications get it, in a Nest application of its own, with another clock and another source of chance:
 * what a dynamic module provides takes the place of what its class provides under the same token.
 */
export async function simulatedRouter(init: SimulatedRouterInit): Promise<SimulatedRouter> {
  const router = LlmRouterModule.forRoot(init.options);
  const context: INestApplicationContext = await NestFactory.createApplicationContext(
    {
      module: SimulationModule,
      imports: [
        {
          ...router,
          providers: [
            ...(router.providers ?? []),
            { provide: Clock, useValue: init.clock },
            { provide: Random, useValue: init.random },
            characterCounter,
          ],
        },
      ],
      providers: init.plugins.map((plugin): Provider => ({
        provide: plugin.constructor as Type,
        useValue: plugin,
      })),
    },
    { logger: false, abortOnError: false },
  );
  return { router: context.get(LlmRouter), close: () => context.close() };
}
