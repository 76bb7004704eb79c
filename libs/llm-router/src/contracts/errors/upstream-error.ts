import type { FailureFacts } from '../attempt.js';
import { type Disposition, LlmRouterError } from './llm-router-error.js';

/** How a provider can fail, with what the retry loop may do about it and what a door answers when it is final. */
const KINDS = {
  connection_failed: { disposition: 'retry-same', httpStatus: 502 },
  timeout: { disposition: 'try-next', httpStatus: 504 },
  rate_limited: { disposition: 'try-next', httpStatus: 429 },
  overloaded: { disposition: 'retry-same', httpStatus: 503 },
  server_error: { disposition: 'retry-same', httpStatus: 502 },
  auth_refused: { disposition: 'try-next', httpStatus: 502 },
  quota_exhausted: { disposition: 'try-next', httpStatus: 503 },
  model_gone: { disposition: 'try-next', httpStatus: 502 },
  bad_request: { disposition: 'fail', httpStatus: 400 },
  content_filtered: { disposition: 'fail', httpStatus: 400 },
  context_overflow: { disposition: 'try-next', httpStatus: 400 },
  protocol_broken: { disposition: 'try-next', httpStatus: 502 },
  /** Thrown after the first part: the reply cannot be taken back, so nothing is retried. */
  stream_interrupted: { disposition: 'fail', httpStatus: 502 },
} as const satisfies Record<string, { disposition: Disposition; httpStatus: number }>;

export type UpstreamErrorCode = keyof typeof KINDS;

export interface UpstreamErrorInit {
  readonly code: UpstreamErrorCode;
  readonly provider: string;
  /** The status that the provider answered with, where it answered. */
  readonly upstreamStatus?: number;
  readonly retryAfterMs?: number;
  readonly anotherKey?: boolean;
  /** Alias of the key that the request went out with. */
  readonly credential?: string;
  /** Where it is not the usual one of the code. */
  readonly disposition?: Disposition;
  readonly param?: string;
  readonly cause?: unknown;
}

/** A provider failed. The message names the provider; it must hold nothing that the caller may not see. */
export class UpstreamError extends LlmRouterError {
  override readonly code: UpstreamErrorCode;
  readonly provider: string;
  readonly upstreamStatus?: number;
  readonly credential?: string;

  constructor(message: string, init: UpstreamErrorInit) {
    super(message, { ...KINDS[init.code], ...init });
    this.code = init.code;
    this.provider = init.provider;
    if (init.upstreamStatus !== undefined) this.upstreamStatus = init.upstreamStatus;
    if (init.credential !== undefined) this.credential = init.credential;
  }

  override facts(): FailureFacts {
    return { ...super.facts(), upstreamStatus: this.upstreamStatus };
  }
}
