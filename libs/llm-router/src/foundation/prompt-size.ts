import { jsonLength } from './json-length.js';

/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"); other scripts have more bytes a character, and more tokens. */
const BYTES_PER_TOKEN = 4;
/** What the largest image takes that is not scaled down (Anthropic, "Vision"). */
export const TOKENS_PER_IMAGE = 1_600;
/** What frames a message: its role, and where it begins and ends. */
export const TOKENS_PER_MESSAGE = 4;

type Part = { text?: unknown; image_url?: unknown } | null;

/** The size of a prompt in the field names of OpenAI's API, measured piece by piece; its tokens are estimated, within about a quarter. */
export class PromptSize {
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

/** What a request has to hold for its prompt to be measured. */
interface MeasurableRequest {
  readonly messages: readonly unknown[];
  readonly tools?: unknown;
  readonly response_format?: unknown;
}

/** The size of a whole request. */
export function promptSizeOf({ messages, tools, response_format }: MeasurableRequest): PromptSize {
  const size = new PromptSize();
  for (const message of messages) size.addMessage(message);
  if (tools !== undefined) size.addJson(tools);
  if (response_format !== undefined) size.addJson(response_format);
  return size;
}
