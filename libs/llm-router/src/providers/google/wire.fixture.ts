/**
 * Wire texts in the shape of Google's Gemini API reference, "Generating content" (`GenerateContentResponse`), and its
 * guides "Thinking", "Thought signatures", "Function calling" and "Troubleshooting".
 */

export interface WireResponse {
  readonly candidates?: readonly unknown[];
  readonly [field: string]: unknown;
}

const IDENTITY = { modelVersion: 'gemini-2.5-flash', responseId: 'mAitaLmkHPPlz7IPvtfUqQ4' };

export const USAGE = {
  promptTokenCount: 264,
  cachedContentTokenCount: 100,
  candidatesTokenCount: 30,
  thoughtsTokenCount: 46,
  totalTokenCount: 340,
  promptTokensDetails: [
    { modality: 'TEXT', tokenCount: 204 },
    { modality: 'AUDIO', tokenCount: 60 },
  ],
  cacheTokensDetails: [
    { modality: 'TEXT', tokenCount: 90 },
    { modality: 'AUDIO', tokenCount: 10 },
  ],
};

export const DOCUMENT: WireResponse = {
  candidates: [
    {
      content: { role: 'model', parts: [{ text: 'Hi! I am Gemini.' }] },
      finishReason: 'STOP',
      index: 0,
      avgLogprobs: -0.1,
    },
  ],
  usageMetadata: { ...USAGE, serviceTier: 'flex' },
  ...IDENTITY,
};

export const piece = (
  parts: readonly unknown[],
  rest: { finishReason?: string; [field: string]: unknown } = {},
): WireResponse => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...rest }],
  usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 },
  ...IDENTITY,
});

export const HELLO: readonly WireResponse[] = [
  piece([{ text: 'Grüß' }]),
  piece([{ text: ' dich 🌍' }]),
  {
    ...piece([{ text: '' }], { finishReason: 'STOP' }),
    usageMetadata: {
      promptTokenCount: 8,
      candidatesTokenCount: 5,
      totalTokenCount: 13,
      trafficType: 'ON_DEMAND_PRIORITY',
    },
  },
];

export function stream(...events: readonly unknown[]): string {
  return events.map((it) => `data: ${JSON.stringify(it)}\n\n`).join('');
}

export const rpcError = (
  code: number,
  status: string,
  message: string,
  details: readonly unknown[] = [],
) => ({ error: { code, message, status, details } });

export const retryInfo = (retryDelay: string) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
