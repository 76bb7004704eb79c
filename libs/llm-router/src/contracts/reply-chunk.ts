import type { EmbeddingReply } from './embedding.js';
import type { ReplyPart } from './reply-part.js';

/** The wire format in which a frame is written. */
export type Dialect = 'openai-chat' | 'anthropic-messages' | (string & {});

/** The text that a chunk came in: the payload of one server-sent event, or a whole JSON document. */
export interface WireFrame {
  readonly dialect: Dialect;
  readonly form: 'event' | 'document';
  readonly data: string;
}

/** One event of a stream, or one whole document: its parts, and the wire text where it is still true. */
export interface ReplyChunk {
  readonly parts: readonly ReplyPart[];
  /** Left out as soon as a stage changed the parts. A door that speaks the dialect may pass it on as it is. */
  readonly wire?: WireFrame;
  /** Of an embedding model, in the order of the inputs; left out of a chat. */
  readonly vectors?: EmbeddingReply['vectors'];
}
