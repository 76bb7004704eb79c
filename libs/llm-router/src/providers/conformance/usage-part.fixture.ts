import type { ReplyPart } from '../../contracts/reply-part.js';
import { NO_USAGE, type TokenUsage } from '../../contracts/token-usage.js';

export function usagePart(counts: Partial<TokenUsage>): ReplyPart {
  return { type: 'usage', usage: { ...NO_USAGE, ...counts } };
}
