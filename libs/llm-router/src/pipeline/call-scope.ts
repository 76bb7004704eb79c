import type { Cancel, Clock } from '../contracts/clock.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { CallAbortedError, DeadlineExceededError } from '../contracts/errors/request-errors.js';

/** How long a call may live: until its caller aborts, or its deadline passes. */
export class CallScope {
  private readonly controller = new AbortController();
  private readonly begun: number;
  private cancelTimer: Cancel;

  constructor(
    private readonly clock: Clock,
    private readonly caller: AbortSignal | undefined,
    timeoutMs: number,
  ) {
    this.begun = clock.monotonic();
    this.cancelTimer = this.expireIn(timeoutMs, timeoutMs);
    caller?.addEventListener('abort', this.onCallerAbort, { once: true });
    if (caller?.aborted) this.onCallerAbort();
  }

  /** Aborted with an `LlmRouterError` as its reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Brings the deadline forward, to so many milliseconds after the beginning. */
  hasten(timeoutMs: number): void {
    this.cancelTimer();
    const elapsed = this.clock.monotonic() - this.begun;
    this.cancelTimer = this.expireIn(Math.max(0, timeoutMs - elapsed), timeoutMs);
  }

  /** Ends the call for this reason. */
  abort(reason: LlmRouterError): void {
    this.controller.abort(reason);
  }

  /** Lets go of the timer and of the caller's signal. */
  close(): void {
    this.cancelTimer();
    this.caller?.removeEventListener('abort', this.onCallerAbort);
  }

  private expireIn(milliseconds: number, timeoutMs: number): Cancel {
    return this.clock.after(milliseconds, () =>
      this.controller.abort(new DeadlineExceededError(timeoutMs)),
    );
  }

  private readonly onCallerAbort = (): void => {
    const reason: unknown = this.caller?.reason;
    this.abort(LlmRouterError.isInstance(reason) ? reason : new CallAbortedError());
  };
}
