import type { Candidate } from '../../contracts/candidate.js';
import type { TargetPerformance } from '../../contracts/live-performance.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { NO_USAGE, type TokenUsage } from '../../contracts/token-usage.js';

/** What an answer has where neither the target nor the request tells. */
const USUAL_OUTPUT_TOKENS = 256;

/** The part of a call that tells what it will use. */
export type ExpectedCall = Pick<RoutingContext, 'prompt' | 'embedding'>;

/**
 * What a call is likely to use at a target: its prompt, of which the target's share of late is read from the
 * provider's cache, and an answer as long as the target's of late, else as the request allows, else 256 tokens.
 */
export function expectedUsage(
  call: ExpectedCall,
  { cachedShare, outputTokens }: Pick<TargetPerformance, 'cachedShare' | 'outputTokens'>,
): TokenUsage {
  const prompt = wholeTokens(call.prompt.tokens);
  const cacheRead = Math.min(prompt, wholeTokens(prompt * (cachedShare ?? 0)));
  return {
    input: prompt - cacheRead,
    cacheRead,
    cacheWrite: 0,
    inputAudio: 0,
    output: expectedOutput(call, outputTokens),
    reasoning: 0,
    outputAudio: 0,
    estimated: true,
  };
}

/** What the call is likely to cost at a candidate; undefined where its price is unknown. */
export function expectedCost(
  { price }: Candidate,
  call: ExpectedCall,
  live: Pick<TargetPerformance, 'cachedShare' | 'outputTokens'>,
): PicoDollars | undefined {
  return price?.costOf(expectedUsage(call, live));
}

/** What the provider's cache saves of the prompt's cost at a candidate, where it holds this share of it. */
export function cacheSaving(
  { price }: Candidate,
  call: ExpectedCall,
  cachedShare: number,
): PicoDollars | undefined {
  if (price === undefined) return undefined;
  const { input, cacheRead } = expectedUsage(call, { cachedShare, outputTokens: 0 });
  return (
    price.costOf({ ...NO_USAGE, input: input + cacheRead }) -
    price.costOf({ ...NO_USAGE, input, cacheRead })
  );
}

/** Completion tokens that the call is likely to take. */
export function expectedOutput(
  { prompt, embedding }: ExpectedCall,
  liveMean: number | undefined,
): number {
  if (embedding !== undefined) return 0;
  const most = prompt.maxOutputTokens ?? Infinity;
  return wholeTokens(
    liveMean === undefined
      ? (prompt.maxOutputTokens ?? USUAL_OUTPUT_TOKENS)
      : Math.min(liveMean, most),
  );
}

/** A count that can be billed, whatever was told. */
function wholeTokens(tokens: number): number {
  return tokens > 0 && tokens < Number.MAX_SAFE_INTEGER ? Math.round(tokens) : 0;
}
