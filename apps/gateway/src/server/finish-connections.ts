import type { Server } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { toMilliseconds } from 'nestjs-llm-router';
import { GATEWAY_PLAN, type GatewayPlan } from '../gateway-plan.js';

const SWEEP_MS = 200;
/** What connections get beyond their calls, for the last bytes of a slow reader. */
const FLUSH_MS = 1_000;

/**
 * Closes connections when the gateway shuts down: each as it becomes idle, which a server that closes does only once,
 * and the rest when the limit has passed. The router lets the calls themselves finish.
 */
@Injectable()
export class FinishConnections implements BeforeApplicationShutdown, OnApplicationShutdown {
  private deadline: NodeJS.Timeout | undefined;
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(GATEWAY_PLAN) private readonly plan: GatewayPlan,
  ) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const limitMs = toMilliseconds(this.plan.loaded.config.server.shutdownTimeout);
    this.sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    this.deadline = setTimeout(() => server.closeAllConnections(), limitMs + FLUSH_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
    clearTimeout(this.deadline);
  }
}
