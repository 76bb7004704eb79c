import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject } from '../json-value.js';
import { tokenCount } from '../token-count.js';

/**
 * `TokenUsage` of Converse: its input classes are disjoint already, and thoughts are inside the output, uncounted.
 * Undefined where neither side has a count that can be believed.
 */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  if (!isObject(wire)) return undefined;
  const input = tokenCount(wire.inputTokens);
  const output = tokenCount(wire.outputTokens);
  if (input === undefined && output === undefined) return undefined;
  return {
    input: input ?? 0,
    cacheRead: tokenCount(wire.cacheReadInputTokens) ?? 0,
    cacheWrite: tokenCount(wire.cacheWriteInputTokens) ?? 0,
    inputAudio: 0,
    output: output ?? 0,
    reasoning: 0,
    outputAudio: 0,
    estimated: false,
  };
}
