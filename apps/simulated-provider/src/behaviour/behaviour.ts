import type { FailureKind } from '../failure.js';
import type { PlannedToolCall } from '../plan/planned-tool-call.js';

/** How the provider answers a call. Every field is optional; none set means a prompt, correct answer. */
export interface Behaviour {
  /** HTTP status. From 400 on, the vendor's own error body goes with it. */
  readonly status?: number;
  /** A named failure with the vendor's real status and body; `status` overrides its status. */
  readonly error?: FailureKind;
  /** `Retry-After`: seconds, or the header's raw text. */
  readonly retryAfter?: number | string;
  /** Extra response headers; they win over the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Raw body sent as it is instead of an answer; empty is allowed. */
  readonly body?: string;
  /** Media type of `body`; JSON unless told. */
  readonly contentType?: string;

  /** Milliseconds before anything is sent, headers included. */
  readonly latencyMs?: number;
  /** Milliseconds between the headers, sent at once, and the first byte of the body. */
  readonly firstByteMs?: number;
  /** Milliseconds between one part of a stream and the next. */
  readonly dripMs?: number;
  /** Accept the request and never answer it. */
  readonly silence?: boolean;
  /** Go silent, socket open, after this many parts; a JSON body stops half-way. */
  readonly stallAfterParts?: number;
  /** Destroy the socket after this many parts; a JSON body is cut half-way. 0: before the headers. */
  readonly cutAfterParts?: number;

  /** JSON that does not parse: the whole body, or one event of a stream. */
  readonly brokenJson?: boolean;
  /** Report no usage at all. */
  readonly missingUsage?: boolean;
  /** An error inside a 200: in a stream after one part (`true`) or that many, else as the body. */
  readonly overloadInStream?: boolean | number;

  /** The text of the answer. */
  readonly text?: string;
  /** Exactly this many text parts; wins over the request's token limit. */
  readonly parts?: number;
  /** Tool calls to answer with, arguments as raw text, whether or not the request has tools. */
  readonly toolCalls?: readonly PlannedToolCall[];
  /** Finish as if the vendor's filter had stopped the answer (OpenAI content_filter, Anthropic refusal). */
  readonly refusal?: boolean;
  /** Think first, and show it (OpenAI dialect: as `reasoning_content`). */
  readonly reasoning?: boolean;

  /** Usage to report instead of the count. */
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly cachedTokens?: number;
}

/** A behaviour with its reach: one model or all, and a number of calls or until reset. */
export interface BehaviourRule extends Behaviour {
  readonly model?: string;
  readonly times?: number;
}
