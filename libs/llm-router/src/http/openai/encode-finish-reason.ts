import type { FinishReason } from '../../contracts/finish-reason.js';

/** OpenAI has no name for other reasons; clients know `stop`. */
export function encodeFinishReason(reason: FinishReason): Exclude<FinishReason, 'other'> {
  return reason === 'other' ? 'stop' : reason;
}
