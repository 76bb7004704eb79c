import {
  ANTHROPIC_RATE_LIMITS,
  type HeaderRename,
  OPENAI_RATE_LIMITS,
  renamedHeaders,
} from '../foundation/rate-limit-headers.js';

/** By whose names a door tells of rate limits. */
export type RateLimitNames = 'openai' | 'anthropic';

// When a limit resets is a duration at OpenAI and a point in time at Anthropic: neither client reads the other's.
const FROM_ANTHROPIC: readonly HeaderRename[] = ['requests', 'tokens'].flatMap((what) =>
  ['limit', 'remaining'].map((which): HeaderRename => [
    `x-ratelimit-${which}-${what}`,
    `anthropic-ratelimit-${what}-${which}`,
  ]),
);
const FROM_OPENAI = FROM_ANTHROPIC.map(([openai, anthropic]): HeaderRename => [anthropic, openai]);

const RENAMES = {
  openai: { own: OPENAI_RATE_LIMITS, other: FROM_ANTHROPIC },
  anthropic: { own: ANTHROPIC_RATE_LIMITS, other: FROM_OPENAI },
} satisfies Record<RateLimitNames, unknown>;

/** A provider's rate limits as a door's clients read them. An adapter may have put anything there: no more leaves. */
export function rateLimitHeaders(
  rateLimit: Readonly<Record<string, string>>,
  names: RateLimitNames,
): Record<string, string> | undefined {
  const { own, other } = RENAMES[names];
  return renamedHeaders(own, rateLimit) ?? renamedHeaders(other, rateLimit);
}
