import type { TokenUsage } from '../../contracts/token-usage.js';
import { TokenTotal } from '../token-total.js';
import { UsageReader } from '../usage-reader.js';

/**
 * `usageMetadata`: cached tokens are inside the prompt, thoughts are beside the candidates, prompts of built-in tools
 * beside the prompt, and audio and images are told by modality. Text, documents and video are input, since
 * Google has one rate for these.
 */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  if (wire === undefined || wire === null) return undefined;
  const reader = new UsageReader();
  const usage = reader.object(wire);
  const prompt = reader.count(usage.promptTokenCount);
  const candidates = reader.count(usage.candidatesTokenCount);
  const reasoning = reader.count(usage.thoughtsTokenCount);
  if (prompt === undefined && candidates === undefined && reasoning === undefined) {
    return reader.usage();
  }
  const input = new TokenTotal(reader, prompt);
  const cacheRead = input.take(reader.count(usage.cachedContentTokenCount));
  const sent = tokensByModality(reader, usage.promptTokensDetails);
  const cached = tokensByModality(reader, usage.cacheTokensDetails);
  const inputAudio = input.take(fresh(reader, sent.audio, cached.audio));
  const inputImage = input.take(fresh(reader, sent.image, cached.image));
  const output = new TokenTotal(reader, candidates);
  const written = tokensByModality(reader, usage.candidatesTokensDetails);
  const outputAudio = output.take(written.audio);
  const outputImage = output.take(written.image);
  return reader.usage({
    input: input.left + (reader.count(usage.toolUsePromptTokenCount) ?? 0),
    cacheRead,
    inputAudio,
    inputImage,
    output: output.left,
    reasoning: reasoning ?? 0,
    outputAudio,
    outputImage,
  });
}

function tokensByModality(reader: UsageReader, details: unknown) {
  const tokens = { audio: 0, image: 0 };
  for (const { modality, tokenCount } of reader.objects(details)) {
    const count = reader.count(tokenCount) ?? 0;
    if (modality === 'AUDIO') tokens.audio += count;
    else if (modality === 'IMAGE') tokens.image += count;
  }
  return tokens;
}

/** Tokens of a modality that were not read from the cache. */
function fresh(reader: UsageReader, sent: number, cached: number): number {
  if (cached > sent) reader.doubt();
  return Math.max(0, sent - cached);
}
