import type { CostParts, ModelPrice } from './model-price.js';
import { inputTokens, outputTokens, type TokenUsage } from './token-usage.js';

/** A price in US dollars per million tokens, of at most six decimal places; what the cache holds costs a tenth. */
export function flatPrice(input: number, output: number): ModelPrice {
  const partsOf = (usage: TokenUsage): CostParts => ({
    input: BigInt(inputTokens(usage) - usage.cacheRead) * BigInt(Math.round(input * 1e6)),
    cacheRead: BigInt(usage.cacheRead) * BigInt(Math.round(input * 1e5)),
    cacheWrite: 0n,
    output: BigInt(outputTokens(usage)) * BigInt(Math.round(output * 1e6)),
    reasoning: 0n,
    audio: 0n,
    image: 0n,
    request: 0n,
  });
  return {
    version: 'test',
    inputUsdPerMillion: input,
    outputUsdPerMillion: output,
    partsOf,
    costOf: (usage) =>
      (Object.values(partsOf(usage)) as bigint[]).reduce((sum, it) => sum + it, 0n),
  };
}
