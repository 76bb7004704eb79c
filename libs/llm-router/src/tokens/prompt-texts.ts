import type { ChatMessage } from '../contracts/chat-message.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import { TOKENS_PER_IMAGE, TOKENS_PER_MESSAGE } from '../foundation/prompt-size.js';

/** A prompt as far as a tokeniser has to do with it. */
export interface PromptTexts {
  /** Of messages, tool calls, tools and the answer's schema. */
  readonly texts: readonly string[];
  /** Tokens of all that is no text: what frames the messages, and images. */
  readonly fixed: number;
}

export function promptTexts({ messages, tools, response_format }: ChatRequest): PromptTexts {
  const texts: string[] = [];
  let fixed = messages.length * TOKENS_PER_MESSAGE;
  for (const message of messages) {
    if (message.role === 'assistant' && message.tool_calls !== undefined) {
      texts.push(JSON.stringify(message.tool_calls));
    }
    fixed += addContent(message.content, texts);
  }
  for (const it of [tools, response_format]) if (it !== undefined) texts.push(JSON.stringify(it));
  return { texts, fixed };
}

/** Adds the texts, and returns the tokens of the images. */
function addContent(content: ChatMessage['content'], texts: string[]): number {
  if (typeof content === 'string') texts.push(content);
  if (!Array.isArray(content)) return 0;
  let images = 0;
  for (const part of content) {
    if ('text' in part && typeof part.text === 'string') texts.push(part.text);
    if ('image_url' in part && part.image_url !== undefined) images += 1;
  }
  return images * TOKENS_PER_IMAGE;
}
