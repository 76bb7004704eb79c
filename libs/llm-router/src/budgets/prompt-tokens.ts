import type { ChatRequest } from '../contracts/chat-request.js';
import type { EmbeddingRequest } from '../contracts/embedding.js';
import { PromptSize, promptSizeOf, TOKENS_PER_IMAGE } from '../foundation/prompt-size.js';

/** What vendors put around tools, and around the schema of an answer, beside the text of these. */
const TOKENS_AROUND = 500;
/** Files and recordings have a few tokens for each kilobyte; as base64 they are read as text at the most. */
const DATA_CHARACTERS_PER_TOKEN = 4;
/** Other vendors' tokenisers are within about a fifth of the common one. */
const COUNT_MARGIN = 1.25;
const DEEPEST = 64;

/** The tokens of a prompt: as they are likely to be, and as they are at the most. */
export interface PromptTokens {
  readonly likely: number;
  readonly most: number;
  readonly images: number;
  readonly hasAudio: boolean;
}

/**
 * Measures a prompt without a tokeniser. At the most each byte of its text is a token, which holds for every tokeniser that
 * falls back on bytes. Images and files have no such bound: they are estimated.
 */
export function promptTokens(request: ChatRequest, embedding?: EmbeddingRequest): PromptTokens {
  if (embedding !== undefined) return inputTokens(embedding);
  const { messages, tools, response_format: format } = request;
  const size = promptSizeOf(request);
  const around = tools === undefined && format === undefined ? 0 : TOKENS_AROUND;
  const bytes = bytesOf([messages, tools, format], 0);
  return {
    likely: size.tokens,
    most: Math.ceil(bytes) + size.images * TOKENS_PER_IMAGE + around,
    images: size.images,
    hasAudio: messages.some(({ content }) => isListed(content, 'input_audio')),
  };
}

/** A prompt that was counted by the common tokeniser. */
export function countedTokens(counted: number, estimated: PromptTokens): PromptTokens {
  const most = Math.ceil(counted * COUNT_MARGIN) + TOKENS_AROUND;
  return { ...estimated, likely: counted, most: Math.min(estimated.most, most) };
}

function inputTokens({ input }: EmbeddingRequest): PromptTokens {
  const size = new PromptSize();
  size.addInput(input);
  const most = Math.max(size.tokens, Math.ceil(bytesOf(input, 0)));
  return { likely: size.tokens, most, images: 0, hasAudio: false };
}

function isListed(content: unknown, type: string): boolean {
  return Array.isArray(content) && content.some((it: { type?: unknown }) => it?.type === type);
}

function bytesOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2;
  // A token id among an embedding's inputs is one token.
  if (typeof value === 'number' || typeof value === 'boolean') return 1;
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return 0;
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, it) => sum + bytesOf(it, depth + 1), 0);
  }
  let bytes = 4;
  for (const [name, it] of Object.entries(value)) {
    if (name === 'image_url') continue;
    bytes += Buffer.byteLength(name) + 4;
    bytes +=
      (name === 'data' || name === 'file_data') && typeof it === 'string'
        ? it.length / DATA_CHARACTERS_PER_TOKEN
        : bytesOf(it, depth + 1);
  }
  return bytes;
}
