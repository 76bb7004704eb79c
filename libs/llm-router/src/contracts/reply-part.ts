import type { FinishReason } from './finish-reason.js';
import type { TokenUsage } from './token-usage.js';

/** One normalised piece of a model's reply. `choice` is the index among the `n` choices. */
export type ReplyPart =
  /** What the provider says about the reply as a whole, and is not content; it comes first, and what is told later adds to it. */
  | {
      readonly type: 'metadata';
      readonly id?: string;
      readonly model?: string;
      readonly created?: number;
      readonly systemFingerprint?: string;
      /** The service tier that served it, where the provider tells. */
      readonly serviceTier?: string;
    }
  | { readonly type: 'text'; readonly choice: number; readonly text: string }
  | {
      readonly type: 'reasoning';
      readonly choice: number;
      readonly text: string;
      readonly signature?: string;
      /** The thought in a form that only the vendor can read; `text` is empty then. */
      readonly redacted?: string;
      /** The dialect of the vendor that signed it, where it did. */
      readonly signedBy?: string;
    }
  | { readonly type: 'refusal'; readonly choice: number; readonly text: string }
  /** A piece of a tool call: `id` and `name` come with the first piece, `arguments` is appended JSON text. */
  | {
      readonly type: 'tool-call';
      readonly choice: number;
      readonly index: number;
      readonly id?: string;
      readonly name?: string;
      readonly arguments: string;
      /** What the vendor wants back with the call, as `extra_content` of the tool call; it comes with the first piece. */
      readonly extraContent?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'finish';
      readonly choice: number;
      readonly reason: FinishReason;
      readonly raw?: string;
    }
  /** All tokens of the reply so far; a later part replaces an earlier one. */
  | { readonly type: 'usage'; readonly usage: TokenUsage };

/** Parts that a caller waits for. Before the first one, a call may still be retried elsewhere. */
export function isContent(part: ReplyPart): boolean {
  return (
    part.type === 'text' ||
    part.type === 'reasoning' ||
    part.type === 'tool-call' ||
    part.type === 'refusal'
  );
}
