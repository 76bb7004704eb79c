import { Failure } from '../failure.js';
import {
  arrayOf,
  isJsonObject,
  numberOf,
  objectOf,
  stringOf,
  type JsonObject,
} from '../json-object.js';
import type { Prompt } from '../plan/prompt.js';
import { countTokens } from '../token-count.js';

export const TOKENS_PER_IMAGE = 85;
const MAX_CHOICES = 128;

/** Reads the body of a chat completion; what no answer could be given to is refused. */
export function readChatPrompt(model: string, body: JsonObject): Prompt {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new Failure(
      'invalid-request',
      "Missing required parameter: 'messages'.",
      400,
      'messages',
    );
  }
  const choices = body['n'] ?? 1;
  if (!Number.isInteger(choices) || Number(choices) < 1 || Number(choices) > MAX_CHOICES) {
    throw new Failure('invalid-request', `Invalid 'n': expected 1 to ${MAX_CHOICES}.`, 400, 'n');
  }
  let promptTokens = 0;
  let lastUserText = '';
  let toolResult: string | undefined;
  for (const message of messages as readonly unknown[]) {
    const { role, content } = objectOf(message);
    const text = contentText(content);
    promptTokens += countTokens(text) + TOKENS_PER_IMAGE * imageCount(content);
    if (role === 'user') lastUserText = text;
    toolResult = role === 'tool' || role === 'function' ? text : undefined;
  }
  const tools = arrayOf(body['tools']);
  if (tools.length > 0) promptTokens += countTokens(JSON.stringify(tools));
  const effort = stringOf(body['reasoning_effort']);
  return {
    model,
    promptTokens,
    lastUserText,
    toolResult,
    tools: tools.map(readTool),
    toolChoice: readToolChoice(body['tool_choice']),
    parallelTools: body['parallel_tool_calls'] !== false,
    maxTokens: numberOf(body['max_completion_tokens']) ?? numberOf(body['max_tokens']),
    stop: [body['stop']].flat().filter((stop): stop is string => typeof stop === 'string'),
    json: readJsonFormat(objectOf(body['response_format'])),
    thinking: effort !== undefined && effort !== 'none',
    choices: Number(choices),
  };
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return arrayOf(content)
    .map((part) => stringOf(objectOf(part)['text']))
    .filter((text) => text !== undefined)
    .join('\n');
}

function imageCount(content: unknown): number {
  return arrayOf(content).filter((part) => objectOf(part)['type'] === 'image_url').length;
}

function readTool(tool: unknown): Prompt['tools'][number] {
  const described = objectOf(objectOf(tool)['function']);
  return { name: stringOf(described['name']) ?? '', schema: objectOf(described['parameters']) };
}

function readToolChoice(choice: unknown): Prompt['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const name = stringOf(objectOf(objectOf(choice)['function'])['name']);
  return name === undefined ? 'auto' : { name };
}

function readJsonFormat(format: JsonObject): Prompt['json'] {
  if (format['type'] === 'json_object') return true;
  if (format['type'] !== 'json_schema') return undefined;
  const { schema } = objectOf(format['json_schema']);
  return isJsonObject(schema) ? schema : true;
}
