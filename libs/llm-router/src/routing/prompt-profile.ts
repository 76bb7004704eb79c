import type { Exchange } from '../contracts/exchange.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import { jsonLength } from './json-length.js';

/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"); other scripts have more bytes a character, and more tokens. */
const BYTES_PER_TOKEN = 4;
/** What the largest image takes that is not scaled down (Anthropic, "Vision"). */
const TOKENS_PER_IMAGE = 1_600;
/** What frames a message: its role, and where it begins and ends. */
const TOKENS_PER_MESSAGE = 4;

type Part = { text?: unknown; image_url?: unknown } | null;
type Asked = Pick<Exchange, 'request' | 'embedding'>;

/** Measures a prompt without understanding it, in one pass; its tokens are estimated. */
export function profileOf({ request, embedding }: Asked): PromptProfile {
  const size = new PromptSize();
  const { messages, tools, response_format: format } = request;
  for (const message of messages) size.addMessage(message);
  if (tools !== undefined) size.addJson(tools);
  if (format !== undefined) size.addJson(format);
  if (embedding !== undefined) size.addInput(embedding.input);
  const effort = request.reasoning_effort ?? 'none';
  return {
    characters: size.characters,
    tokens: size.tokens,
    counted: false,
    hasTools: (tools?.length ?? 0) > 0,
    hasImages: size.images > 0,
    hasJsonSchema: format?.type === 'json_schema',
    wantsReasoning: effort !== 'none',
    maxOutputTokens: finite(request.max_completion_tokens ?? request.max_tokens),
  };
}

function finite(limit: number | null | undefined): number | undefined {
  return typeof limit === 'number' && Number.isFinite(limit) ? limit : undefined;
}

/** The tokens of a message, estimated. */
export function messageTokens(message: unknown): number {
  const size = new PromptSize();
  size.addMessage(message);
  return size.tokens;
}

class PromptSize {
  characters = 0;
  images = 0;
  private bytes = 0;
  private fixed = 0;

  get tokens(): number {
    return this.fixed + this.images * TOKENS_PER_IMAGE + Math.ceil(this.bytes / BYTES_PER_TOKEN);
  }

  addMessage(message: unknown): void {
    const { content, tool_calls: calls } = message as { content?: unknown; tool_calls?: unknown };
    this.fixed += TOKENS_PER_MESSAGE;
    if (calls !== undefined) this.addJson(calls);
    if (typeof content === 'string') this.addText(content);
    else if (Array.isArray(content)) for (const part of content as Part[]) this.addPart(part);
  }

  addJson(value: unknown): void {
    const length = jsonLength(value);
    this.characters += length;
    this.bytes += length;
  }

  /** A text, texts, or token ids, one by one or in lists. */
  addInput(input: unknown): void {
    if (typeof input === 'string') this.addText(input);
    else if (typeof input === 'number') this.fixed += 1;
    else if (Array.isArray(input)) for (const it of input) this.addInput(it);
  }

  private addPart(part: Part): void {
    if (typeof part?.text === 'string') this.addText(part.text);
    if (part?.image_url !== undefined) this.images += 1;
  }

  private addText(text: string): void {
    this.characters += text.length;
    this.bytes += Buffer.byteLength(text);
  }
}
