import type { ChatRequest } from '../contracts/chat-request.js';

/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"). */
const CHARACTERS_PER_TOKEN = 4;

const INSTRUCTION =
  'Your answer was cut off. Go on exactly where it stops, in the middle of a word if need be: repeat nothing, and add no remark about the interruption.';

/** Whether a reply of plain text may be continued by another model: nothing in it may depend on the one that began. */
export function isContinuable(request: ChatRequest): boolean {
  const { tools, response_format: format, n } = request;
  return (tools?.length ?? 0) === 0 && (format?.type ?? 'text') === 'text' && (n ?? 1) === 1;
}

/** The request for the rest of an answer that has come as far as `text`. Its limit of tokens shrinks by what has come. */
export function continueRequest(request: ChatRequest, text: string): ChatRequest {
  const used = Math.ceil(text.length / CHARACTERS_PER_TOKEN);
  const left = (limit: number | null | undefined) => limit && Math.max(1, limit - used);
  const { max_tokens: tokens, max_completion_tokens: completionTokens } = request;
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: text },
      { role: 'user', content: INSTRUCTION },
    ],
    ...(tokens ? { max_tokens: left(tokens) } : {}),
    ...(completionTokens ? { max_completion_tokens: left(completionTokens) } : {}),
  };
}
