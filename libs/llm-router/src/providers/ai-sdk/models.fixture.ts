import type {
  LanguageModelV2,
  LanguageModelV2StreamPart,
  LanguageModelV3,
  LanguageModelV3StreamPart,
  LanguageModelV4,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';

// Models as packages for the AI SDK write them, typed by `@ai-sdk/provider` 4.0, so that the compiler tells where our
// shapes and theirs part. Metadata as in `@ai-sdk/anthropic` (signature) and `@ai-sdk/google` (thoughtSignature).

const METADATA = { anthropic: { signature: 'proof' } };
const USAGE = {
  inputTokens: { total: 12, noCache: 5, cacheRead: 4, cacheWrite: 3 },
  outputTokens: { total: 9, text: 7, reasoning: 2 },
};
const CONTENT = [
  { type: 'reasoning' as const, text: 'Hm.', providerMetadata: METADATA },
  { type: 'text' as const, text: 'Let me look.' },
  {
    type: 'tool-call' as const,
    toolCallId: 'c1',
    toolName: 'weather',
    input: '{"city":"Bern"}',
    providerMetadata: { google: { thoughtSignature: 'abc' } },
  },
];
const RESPONSE = { id: 'r1', modelId: 'm-2026', timestamp: new Date(5_000) };

/** The same reply as `CONTENT`, in the parts that v2, v3 and v4 have in common. */
const PARTS = [
  { type: 'stream-start' as const, warnings: [] },
  { type: 'response-metadata' as const, ...RESPONSE },
  { type: 'reasoning-start' as const, id: '0' },
  { type: 'reasoning-delta' as const, id: '0', delta: 'Hm.' },
  { type: 'reasoning-delta' as const, id: '0', delta: '', providerMetadata: METADATA },
  { type: 'reasoning-end' as const, id: '0' },
  { type: 'text-start' as const, id: '1' },
  { type: 'text-delta' as const, id: '1', delta: 'Let me ' },
  { type: 'text-delta' as const, id: '1', delta: 'look.' },
  { type: 'text-end' as const, id: '1' },
  {
    type: 'tool-input-start' as const,
    id: 'c1',
    toolName: 'weather',
    providerMetadata: { google: { thoughtSignature: 'abc' } },
  },
  { type: 'tool-input-delta' as const, id: 'c1', delta: '{"city":' },
  { type: 'tool-input-delta' as const, id: 'c1', delta: '"Bern"}' },
  { type: 'tool-input-end' as const, id: 'c1' },
  CONTENT[2] as Extract<(typeof CONTENT)[number], { type: 'tool-call' }>,
];

const V2_USAGE = {
  inputTokens: 9,
  outputTokens: 9,
  totalTokens: 18,
  reasoningTokens: 2,
  cachedInputTokens: 4,
};

function streamOf<T>(parts: readonly T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

/** Keeps the options of its last call. */
export class Seen<Options> {
  options: Options | undefined;
}

const common = { provider: 'vendor.chat', modelId: 'm', supportedUrls: {} };

export function modelV2(
  seen = new Seen<Parameters<LanguageModelV2['doGenerate']>[0]>(),
  parts: readonly LanguageModelV2StreamPart[] = [
    ...PARTS,
    { type: 'finish', finishReason: 'tool-calls', usage: V2_USAGE },
  ],
): LanguageModelV2 {
  return {
    ...common,
    specificationVersion: 'v2',
    async doGenerate(options) {
      seen.options = options;
      return {
        content: CONTENT,
        finishReason: 'tool-calls',
        usage: V2_USAGE,
        response: { ...RESPONSE, headers: { 'x-request-id': 'req-1' } },
        warnings: [{ type: 'unsupported-setting', setting: 'topK' }],
      };
    },
    async doStream(options) {
      seen.options = options;
      return { stream: streamOf(parts), response: { headers: { 'x-request-id': 'req-1' } } };
    },
  };
}

export function modelV3(
  seen = new Seen<Parameters<LanguageModelV3['doGenerate']>[0]>(),
  parts: readonly LanguageModelV3StreamPart[] = [
    ...PARTS,
    { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_use' }, usage: USAGE },
  ],
): LanguageModelV3 {
  return {
    ...common,
    specificationVersion: 'v3',
    async doGenerate(options) {
      seen.options = options;
      return {
        content: CONTENT,
        finishReason: { unified: 'tool-calls', raw: 'tool_use' },
        usage: USAGE,
        response: { ...RESPONSE, headers: { 'x-request-id': 'req-1' } },
        warnings: [{ type: 'unsupported', feature: 'topK' }],
      };
    },
    async doStream(options) {
      seen.options = options;
      return { stream: streamOf(parts), response: { headers: { 'x-request-id': 'req-1' } } };
    },
  };
}

export function modelV4(
  seen = new Seen<Parameters<LanguageModelV4['doGenerate']>[0]>(),
  parts: readonly LanguageModelV4StreamPart[] = [
    ...PARTS,
    { type: 'finish', finishReason: { unified: 'tool-calls', raw: 'tool_use' }, usage: USAGE },
  ],
): LanguageModelV4 {
  return {
    ...common,
    specificationVersion: 'v4',
    async doGenerate(options) {
      seen.options = options;
      return {
        content: CONTENT,
        finishReason: { unified: 'tool-calls', raw: 'tool_use' },
        usage: USAGE,
        response: { ...RESPONSE, headers: { 'x-request-id': 'req-1' } },
        warnings: [{ type: 'unsupported', feature: 'topK' }],
      };
    },
    async doStream(options) {
      seen.options = options;
      return { stream: streamOf(parts), response: { headers: { 'x-request-id': 'req-1' } } };
    },
  };
}
