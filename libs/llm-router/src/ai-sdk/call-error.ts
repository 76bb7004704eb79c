import { LlmRouterError } from '../contracts/errors/llm-router-error.js';

/** The marks by which every copy of `@ai-sdk/provider` knows its errors (its `AISDKError.hasMarker`). */
const MARKS = ['vercel.ai.error', 'vercel.ai.error.AI_APICallError'].map((it) => Symbol.for(it));

/**
 * A failed call as the AI SDK's `APICallError`. It is never retryable: what retries could do, the router has done.
 * `cause` is the `LlmRouterError`.
 */
export class RoutedCallError extends Error {
  override readonly name = 'AI_APICallError';
  readonly isRetryable = false;
  readonly url: string;
  readonly requestBodyValues: { readonly model: string };
  readonly statusCode: number;
  readonly data: {
    readonly code: string;
    readonly callId: string | undefined;
    readonly param: string | undefined;
    readonly retryAfterMs: number | undefined;
  };

  constructor(error: LlmRouterError, model: string) {
    super(error.message, { cause: error });
    const { code, callId, param, retryAfterMs } = error;
    for (const mark of MARKS) Object.defineProperty(this, mark, { value: true });
    this.url = `llm-router:${model}`;
    this.requestBodyValues = { model };
    this.statusCode = error.httpStatus;
    this.data = { code, callId, param, retryAfterMs };
  }
}

/** What to throw for a failure: an abort as the signal's own reason, as `fetch` does it. */
export function callError(failure: unknown, model: string, signal?: AbortSignal): unknown {
  return signal?.aborted ? signal.reason : new RoutedCallError(LlmRouterError.from(failure), model);
}
