import type { Candidate } from '../../contracts/candidate.js';
import type { LivePerformance, TargetPerformance } from '../../contracts/live-performance.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { NO_USAGE, type TokenUsage } from '../../contracts/token-usage.js';

/** What an answer has where neither the target nor the request tells. */
const USUAL_OUTPUT_TOKENS = 256;

/** The part of a call that tells what it will use. */
export type ExpectedCall = Pick<RoutingContext, 'prompt' | 'embedding'>;

/**
 * What a call is likely to use at a target: its prompt, of which the target's share of late is read from the
 * provider's cache, and an answer as long as those of late, else as the request allows, else 256 tokens.
 */
export function expectedUsage(
  call: ExpectedCall,
  { cachedShare, outputTokens }: Pick<TargetPerformance, 'cachedShare' | 'outputTokens'>,
): TokenUsage {
  const prompt = wholeTokens(call.prompt.tokens);
  const cacheRead = Math.min(prompt, wholeTokens(prompt * (cachedShare ?? 0)));
  return {
    ...NO_USAGE,
    input: prompt - cacheRead,
    cacheRead,
    output: expectedOutput(call, outputTokens),
    estimated: true,
  };
}

/**
 * What the call is likely to cost at a candidate; undefined where its price is unknown. `usualOutput`: tokens of an answer
 * where the target has given none of late.
 */
export function expectedCost(
  { price }: Candidate,
  call: ExpectedCall,
  { cachedShare, outputTokens }: Pick<TargetPerformance, 'cachedShare' | 'outputTokens'>,
  usualOutput?: number,
): PicoDollars | undefined {
  if (price === undefined) return undefined;
  const live = { cachedShare, outputTokens: outputTokens ?? usualOutput };
  return price.costOf(expectedUsage(call, live));
}

/** Tokens of an answer as the candidates that have given some lately have it: who has not is likely to do the same. */
export function usualOutput(
  candidates: readonly Candidate[],
  performance: LivePerformance,
): number | undefined {
  let sum = 0;
  let known = 0;
  for (const candidate of candidates) {
    const { outputTokens } = performance.of(candidate);
    if (outputTokens === undefined) continue;
    sum += outputTokens;
    known++;
  }
  return known === 0 ? undefined : sum / known;
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
