import type { ReplyChunk } from '../contracts/reply-chunk.js';

/** What a dialect makes of one reply. Its methods throw an `UpstreamError` for what is not a reply. */
export interface ReplyDecoder {
  /** True once the stream said that nothing follows. */
  readonly ended: boolean;
  /** One event's payload; undefined where it is no part of the reply. */
  event(data: string): ReplyChunk | undefined;
  document(text: string): ReplyChunk;
  /** Throws where the stream may not end here. */
  assertFinished(): void;
}
