import type { TokenUsage } from './token-usage.js';

/** Powers of two: a sum tells which classes are in it. */
export const EVERY_CLASS: TokenUsage = {
  input: 1,
  cacheRead: 2,
  cacheWrite: 4,
  cacheWriteLong: 8,
  inputAudio: 16,
  inputImage: 32,
  output: 64,
  reasoning: 128,
  outputAudio: 256,
  outputImage: 512,
  estimated: false,
  suspect: false,
};
