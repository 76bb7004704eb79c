import { type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

const SWEEP_MS = 200;

/**
 * Lets calls under way finish when the gateway shuts down, for a limited time; what is left then is cut off, and
 * settles as aborted. Meanwhile it closes connections as they become idle, which a server that closes does once only.
 */
export class FinishCalls implements BeforeApplicationShutdown, OnApplicationShutdown {
  private deadline: NodeJS.Timeout | undefined;
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly timeLimitMs: number,
  ) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    this.sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    this.deadline = setTimeout(() => server.closeAllConnections(), this.timeLimitMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
    clearTimeout(this.deadline);
  }
}
