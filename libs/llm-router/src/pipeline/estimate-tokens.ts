import type { ChatRequest } from '../contracts/chat-request.js';

/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"). */
const CHARACTERS_PER_TOKEN = 4;
/** What the largest image takes that is not scaled down (Anthropic, "Vision"). */
const TOKENS_PER_IMAGE = 1_600;
/** What frames a message: its role, and where it begins and ends. */
const TOKENS_PER_MESSAGE = 4;

/** The tokens of a prompt as far as they can be told without the model's own tokeniser: within about a quarter. */
export function estimateTokens({ messages, tools, response_format }: ChatRequest): number {
  let characters = [tools, response_format]
    .map((it) => (it === undefined ? 0 : JSON.stringify(it).length))
    .reduce((sum, it) => sum + it, 0);
  let tokens = messages.length * TOKENS_PER_MESSAGE;
  for (const { content, tool_calls: calls } of messages as readonly Record<string, unknown>[]) {
    if (calls !== undefined) characters += JSON.stringify(calls).length;
    if (typeof content === 'string') characters += content.length;
    if (!Array.isArray(content)) continue;
    for (const { text, image_url: image } of content as readonly Record<string, unknown>[]) {
      if (typeof text === 'string') characters += text.length;
      if (image !== undefined) tokens += TOKENS_PER_IMAGE;
    }
  }
  return tokens + Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
