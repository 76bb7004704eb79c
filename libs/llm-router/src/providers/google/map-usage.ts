import type { TokenUsage } from '../../contracts/token-usage.js';
import { isObject, listOf, objectOf } from '../json-value.js';
import { tokenCount } from '../token-count.js';

/**
 * `usageMetadata`: cached tokens are inside the prompt, thoughts are beside the candidates, prompts of built-in tools
 * beside the prompt, and audio is told by modality. Undefined where neither side has a count that can be believed.
 */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  if (!isObject(wire)) return undefined;
  const prompt = tokenCount(wire.promptTokenCount);
  const candidates = tokenCount(wire.candidatesTokenCount);
  const reasoning = tokenCount(wire.thoughtsTokenCount) ?? 0;
  if (prompt === undefined && candidates === undefined) return undefined;

  const input = prompt ?? 0;
  const cacheRead = Math.min(tokenCount(wire.cachedContentTokenCount) ?? 0, input);
  const uncachedAudio =
    audioTokens(wire.promptTokensDetails) - audioTokens(wire.cacheTokensDetails);
  const inputAudio = Math.min(Math.max(uncachedAudio, 0), input - cacheRead);
  const output = candidates ?? 0;
  const outputAudio = Math.min(audioTokens(wire.candidatesTokensDetails), output);
  return {
    input: input - cacheRead - inputAudio + (tokenCount(wire.toolUsePromptTokenCount) ?? 0),
    cacheRead,
    cacheWrite: 0,
    inputAudio,
    output: output - outputAudio,
    reasoning,
    outputAudio,
    estimated: false,
  };
}

function audioTokens(details: unknown): number {
  return listOf(details)
    .map(objectOf)
    .filter((it) => it.modality === 'AUDIO')
    .reduce((sum, it) => sum + (tokenCount(it.tokenCount) ?? 0), 0);
}
