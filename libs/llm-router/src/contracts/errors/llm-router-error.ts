import type { EndStatus, FailureFacts } from '../attempt.js';
import type { Rung } from '../rung.js';

/**
 * What may be done after a failure. `retry-same`: the same target may well succeed; `try-next`: another one might;
 * `fail`: nobody would answer this request differently.
 */
export type Disposition = 'retry-same' | 'try-next' | 'fail';

export interface LlmRouterErrorInit {
  readonly code: string;
  readonly disposition?: Disposition;
  /** The status that a door answers with. */
  readonly httpStatus: number;
  /** The field of the request that is at fault. */
  readonly param?: string;
  /** When asking again makes sense. */
  readonly retryAfterMs?: number;
  /** Only the key was refused or limited, and the provider has another one: the same target may be asked at once. */
  readonly anotherKey?: boolean;
  readonly cause?: unknown;
}

const BRAND = Symbol.for('nestjs-llm-router.error');

const END_STATUS: Readonly<Record<string, EndStatus>> = {
  aborted: 'aborted',
  hedge_lost: 'aborted',
  shutting_down: 'aborted',
  timeout: 'timed_out',
  deadline_exceeded: 'timed_out',
  stream_interrupted: 'interrupted',
};

/**
 * The family of everything that the router throws. Messages are written for the caller: they never hold a key, a path
 * or a stack. `LlmRouterError.isInstance()` works across two copies of the package, `instanceof` does not.
 */
export class LlmRouterError extends Error {
  readonly code: string;
  readonly disposition: Disposition;
  readonly httpStatus: number;
  readonly param?: string;
  readonly retryAfterMs?: number;
  readonly anotherKey?: boolean;
  /** The call that failed: the key of its row in the ledger. Set once the call has one. */
  callId?: string;
  /** `refused`: the name that was asked for declares a ladder, and nobody on it answered. */
  rung?: Rung;
  /** With `statusCode`, the mark by which Nest, Express and Fastify know an error whose message may be shown. */
  readonly expose = true;

  constructor(message: string, init: LlmRouterErrorInit) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    Object.defineProperty(this, BRAND, { value: true });
    this.name = new.target.name;
    this.code = init.code;
    this.disposition = init.disposition ?? 'fail';
    this.httpStatus = init.httpStatus;
    if (init.param !== undefined) this.param = init.param;
    if (init.retryAfterMs !== undefined) this.retryAfterMs = init.retryAfterMs;
    if (init.anotherKey) this.anotherKey = true;
  }

  static isInstance(value: unknown): value is LlmRouterError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The error itself, or what stands for an error that is not of this family: its text is for the log alone. */
  static from(error: unknown): LlmRouterError {
    return LlmRouterError.isInstance(error)
      ? error
      : new LlmRouterError('The router failed unexpectedly.', {
          code: 'internal',
          httpStatus: 500,
          cause: error,
        });
  }

  get statusCode(): number {
    return this.httpStatus;
  }

  get status(): number {
    return this.httpStatus;
  }

  /** How an attempt or a call ended that this error ended. */
  get endStatus(): EndStatus {
    return END_STATUS[this.code] ?? 'failed';
  }

  /** What may be stored and shown of this failure. */
  facts(): FailureFacts {
    return { code: this.code, message: this.message, retryAfterMs: this.retryAfterMs };
  }
}
