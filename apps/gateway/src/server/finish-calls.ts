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
import { CallsUnderWay } from './calls-under-way.quota.js';

const SWEEP_MS = 200;
/** A call whose caller was cut off settles at once, unless something hangs. */
const SETTLE_LIMIT_MS = 2_000;

/**
 * Lets calls under way finish when the gateway shuts down, for a limited time; what is left then is cut off, settles
 * as aborted, and still gets into the ledger. Meanwhile connections are closed as they become idle, which a server
 * that closes does only once.
 */
@Injectable()
export class FinishCalls implements BeforeApplicationShutdown, OnApplicationShutdown {
  private deadline: NodeJS.Timeout | undefined;
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly calls: CallsUnderWay,
    @Inject(GATEWAY_PLAN) private readonly plan: GatewayPlan,
  ) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const limitMs = toMilliseconds(this.plan.loaded.config.server.shutdownTimeout);
    this.sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    this.deadline = setTimeout(() => server.closeAllConnections(), limitMs);
  }

  /** The server is closed by now; the ledger is not. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.sweep);
    clearTimeout(this.deadline);
    let limit: NodeJS.Timeout | undefined;
    const expired = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, SETTLE_LIMIT_MS);
    });
    await Promise.race([this.calls.idle(), expired]);
    clearTimeout(limit);
  }
}
