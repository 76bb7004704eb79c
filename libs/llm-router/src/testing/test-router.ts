import { type INestApplicationContext, Module, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Clock } from '../contracts/clock.js';
import type { EventSink } from '../contracts/event-sink.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import { Random } from '../contracts/random.js';
import type { CallSettled, RouterEvent } from '../contracts/router-event.js';
import { LlmRouterModule } from '../module/llm-router.module.js';
import { LlmRouter } from '../router/llm-router.js';
import { LlmSink } from '../plugin/plugin-markers.js';
import { characterCounter } from './character-counter.js';
import { FakeProvider } from './fake-provider.js';

/** Keeps every event, for a test to look at. */
@LlmSink()
export class RecordingSink implements EventSink {
  readonly id = 'recording';
  readonly events: RouterEvent[] = [];

  /** The calls that ended, in order. */
  get calls(): readonly CallSettled[] {
    return this.events.filter((event) => event.type === 'call-settled');
  }

  onEvent(event: RouterEvent): void {
    this.events.push(event);
  }
}

export interface TestRouter {
  readonly router: LlmRouter;
  /** Answers under `fake/<any model>`; also what calls without a model get. */
  readonly provider: FakeProvider;
  readonly sink: RecordingSink;
  /** Everything else of the application: `context.get(LivePerformance)`. */
  readonly context: INestApplicationContext;
  close(): Promise<void>;
}

/** What a test may put in the place of the machine's own. */
export interface TestSurroundings {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Plugins of the application, and what they need. */
  readonly providers?: readonly Provider[];
}

/** A whole router over a fake provider; `options` add to it, and may add real providers. */
export async function createTestRouter(
  options: LlmRouterOptions = {},
  { clock, random, providers = [] }: TestSurroundings = {},
): Promise<TestRouter> {
  const provider = new FakeProvider();
  const sink = new RecordingSink();
  const router = LlmRouterModule.forRoot({
    ...options,
    providers: [provider, ...(options.providers ?? [])],
    routing: { defaultModel: 'fake/echo', ...options.routing },
  });
  const surroundings = [
    characterCounter,
    ...(clock ? [{ provide: Clock, useValue: clock }] : []),
    ...(random ? [{ provide: Random, useValue: random }] : []),
  ];
  // Of two providers of one token in a module, Nest takes the later.
  router.providers = [...(router.providers ?? []), ...surroundings];
  @Module({
    imports: [router],
    providers: [{ provide: RecordingSink, useValue: sink }, ...providers],
  })
  class TestRouterModule {}
  const context = await NestFactory.createApplicationContext(TestRouterModule, { logger: false });
  return { router: context.get(LlmRouter), provider, sink, context, close: () => context.close() };
}
