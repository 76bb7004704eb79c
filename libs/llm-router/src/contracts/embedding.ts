import type { TokenUsage } from './token-usage.js';

/** What a caller asks of an embedding model, in the field names of OpenAI's Embeddings API. */
export interface EmbeddingRequest {
  model?: string;
  /** A text, texts, or token ids. */
  input: string | string[] | number[] | number[][];
  dimensions?: number;
  user?: string;
  [extra: string]: unknown;
}

/** One call of an embedding model at one provider. */
export interface EmbeddingCall {
  readonly id: string;
  readonly upstreamModel: string;
  readonly request: EmbeddingRequest;
  /** Aborting it must close the upstream socket. */
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
  /** Milliseconds that are left of the whole call; to be passed upstream where the provider takes it. */
  readonly remainingMs?: number;
}

/** Vectors in the order of the inputs. */
export interface EmbeddingReply {
  readonly vectors: readonly (readonly number[] | Float32Array)[];
  readonly usage: TokenUsage | undefined;
  readonly servedModel?: string;
  readonly upstreamRequestId?: string;
}
