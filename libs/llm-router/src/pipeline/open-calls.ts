import { Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import { ShuttingDownError } from '../contracts/errors/request-errors.js';
import type { CallScope } from './call-scope.js';

/** A call whose scope was aborted settles at once, unless something hangs. */
const SETTLE_LIMIT_MS = 2_000;

/** The calls that have not settled yet, so that a shutdown can let them finish. */
@Injectable()
export class OpenCalls {
  private readonly scopes = new Map<AbortSignal, CallScope>();
  private draining = false;
  private onIdle: () => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  get count(): number {
    return this.scopes.size;
  }

  /** Throws a `ShuttingDownError` once `drain()` was called. */
  admit(): void {
    if (this.draining) throw new ShuttingDownError();
  }

  enter(scope: CallScope): void {
    this.scopes.set(scope.signal, scope);
  }

  leave(scope: CallScope): void {
    this.scopes.delete(scope.signal);
    if (this.scopes.size === 0) this.onIdle();
  }

  /** Brings the deadline of the call with this signal forward, to so long after its start. */
  hasten(signal: AbortSignal, timeoutMs: number): void {
    this.scopes.get(signal)?.hasten(timeoutMs);
  }

  /** Takes no new calls, and resolves when all have settled: those that outlast the limit are aborted. */
  async drain(limitMs: number): Promise<void> {
    this.draining = true;
    if (await this.idleWithin(limitMs)) return;
    for (const scope of this.scopes.values()) scope.abort(new ShuttingDownError());
    await this.idleWithin(SETTLE_LIMIT_MS);
  }

  private idleWithin(limitMs: number): Promise<boolean> {
    if (this.scopes.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const cancel = this.clock.after(limitMs, () => resolve(false));
      this.onIdle = () => {
        cancel();
        resolve(true);
      };
    });
  }
}
