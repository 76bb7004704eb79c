import type { FinishReason } from '../../contracts/finish-reason.js';

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
  other: 'end_turn',
};

/** Reasons that only Anthropic tells apart; they reach us as the raw word. */
const OWN = new Set(['stop_sequence', 'pause_turn', 'model_context_window_exceeded']);

export function encodeStopReason(reason: FinishReason, raw: string | undefined): string {
  return raw !== undefined && OWN.has(raw) ? raw : STOP_REASONS[reason];
}
