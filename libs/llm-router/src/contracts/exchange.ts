import type { CallCompliance } from './call-compliance.js';
import type { CallJournal } from './call-journal.js';
import type { Caller } from './caller.js';
import type { ChatRequest } from './chat-request.js';
import type { Directives } from './directives.js';
import type { EmbeddingRequest } from './embedding.js';
import type { CallOrigin } from './options.js';
import type { Delivery } from './provider-adapter.js';
import type { Subject } from './subject.js';

/** A call on its way through the stages: frozen; a stage that changes something passes on a copy. */
export interface Exchange {
  /** A ULID; the primary key of the call's row in the ledger. */
  readonly id: string;
  /** Where vectors are asked for, it has no messages: see `embedding`. */
  readonly request: ChatRequest;
  /** What an embedding model is asked; left out where a chat is asked for. */
  readonly embedding?: EmbeddingRequest;
  readonly delivery: Delivery;
  /** Merged once, at entry. */
  readonly directives: Directives;
  /** What was asked for after merging: a model, `tier:<name>` or alias. */
  readonly model: string;
  /** Answers instead of what was asked for, and of its fallbacks: a budget has no room for these. */
  readonly downTo?: string;
  readonly caller: Caller;
  /** Whose data it is, as it was sent; left out where nothing names an end user. */
  readonly subject?: Subject;
  /** Kinds of sensitive text that the prompt holds, before any of it is taken out: those that were found, or are known. */
  readonly entities?: readonly string[];
  /** What the data policy makes of the call; left out where there is none, and before it was asked. */
  readonly compliance?: CallCompliance;
  readonly tags: Readonly<Record<string, string>>;
  readonly origin?: CallOrigin;
  /** True: nobody is to be asked; what would happen is to be found out. */
  readonly dryRun?: boolean;
  /** Aborted when the caller goes away or the deadline passes; the reason is an `LlmRouterError`. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly deadline: number;
  readonly journal: CallJournal;
}
