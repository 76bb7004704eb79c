import type { Cancel, Clock } from '../contracts/clock.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { CallAbortedError, DeadlineExceededError } from '../contracts/errors/request-errors.js';

/** How long a call may live: until its caller aborts, or its deadline passes. */
export class CallScope {
  private readonly controller = new AbortController();
  private readonly cancelTimer: Cancel;

  constructor(
    clock: Clock,
    private readonly caller: AbortSignal | undefined,
    timeoutMs: number,
  ) {
    this.cancelTimer = clock.after(timeoutMs, () =>
      this.controller.abort(new DeadlineExceededError(timeoutMs)),
    );
    caller?.addEventListener('abort', this.onCallerAbort, { once: true });
    if (caller?.aborted) this.onCallerAbort();
  }

  /** Aborted with an `LlmRouterError` as its reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
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

  private readonly onCallerAbort = (): void => {
    const reason: unknown = this.caller?.reason;
    this.abort(LlmRouterError.isInstance(reason) ? reason : new CallAbortedError());
  };
}
