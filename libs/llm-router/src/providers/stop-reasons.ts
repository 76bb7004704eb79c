import type { FinishReason } from '../contracts/finish-reason.js';
import type { ReplyPart } from '../contracts/reply-part.js';

/** The words of Anthropic's Messages API, which Bedrock took over. */
export const STOP_REASONS: readonly (readonly [string, FinishReason])[] = [
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
];

/** The end of a reply that has one choice; a vendor's word that is not among `reasons` is `other`. */
export function finishPart(reasons: ReadonlyMap<string, FinishReason>, raw: string): ReplyPart {
  return { type: 'finish', choice: 0, reason: reasons.get(raw) ?? 'other', raw };
}
