import type { TokenClass } from '../contracts/token-usage.js';

/**
 * Pico-dollars per million tokens of each class. A list price of up to 12 decimal places is a whole number in this unit, so
 * that what a class costs is an integer product, rounded when it is divided by the million.
 */
export type TokenRates = Readonly<Record<TokenClass, bigint>>;

/** The classes in `known`, the others at the rate of their parent, as `TokenClassRates` documents it. */
export function completeRates(
  known: Partial<TokenRates> & Pick<TokenRates, 'input' | 'output'>,
): TokenRates {
  const { input, output } = known;
  const cacheWrite = known.cacheWrite ?? input;
  return {
    input,
    cacheRead: known.cacheRead ?? input,
    cacheWrite,
    cacheWriteLong: known.cacheWriteLong ?? cacheWrite,
    inputAudio: known.inputAudio ?? input,
    inputImage: known.inputImage ?? input,
    output,
    reasoning: known.reasoning ?? output,
    outputAudio: known.outputAudio ?? output,
    outputImage: known.outputImage ?? output,
  };
}
