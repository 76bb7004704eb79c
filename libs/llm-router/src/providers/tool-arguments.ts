import type { ToolCall } from '../contracts/chat-message.js';
import { isObject, type JsonObject, parseJson } from './json-value.js';

/** The arguments of a tool call for a vendor that wants an object. */
export function toolArguments(
  { id, function: { arguments: text } }: ToolCall,
  warnings: string[],
): JsonObject {
  const input = text.trim() === '' ? {} : parseJson(text);
  if (isObject(input)) return input;
  warnings.push(
    `messages: the arguments of tool call ${JSON.stringify(id)} are no JSON object and are sent as a text.`,
  );
  return { arguments: text };
}
