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
import { contentText, imageCount, toolResultText } from './content-blocks.js';

const TOKENS_PER_IMAGE = 85;

/** Reads the body of a message; what Anthropic would refuse as incomplete is refused. */
export function readMessagePrompt(model: string, body: JsonObject): Prompt {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new Failure('invalid-request', 'messages: Field required');
  }
  const system = contentText(body['system']);
  let promptTokens = countTokens(system);
  let lastUserText = '';
  let toolResult: string | undefined;
  for (const message of messages as readonly unknown[]) {
    const { role, content } = objectOf(message);
    const text = contentText(content);
    toolResult = toolResultText(content);
    promptTokens += countTokens(text) + countTokens(toolResult ?? '');
    promptTokens += TOKENS_PER_IMAGE * imageCount(content);
    if (role === 'user' && text !== '') lastUserText = text;
  }
  const tools = arrayOf(body['tools']);
  if (tools.length > 0) promptTokens += countTokens(JSON.stringify(tools));
  const choice = objectOf(body['tool_choice']);
  const thinking = objectOf(body['thinking'])['type'];
  return {
    model,
    promptTokens,
    lastUserText,
    toolResult,
    tools: tools.map(objectOf).map((tool) => ({
      name: stringOf(tool['name']) ?? '',
      schema: objectOf(tool['input_schema']),
    })),
    toolChoice: readToolChoice(choice),
    parallelTools: choice['disable_parallel_tool_use'] !== true,
    maxTokens: numberOf(body['max_tokens']),
    stop: arrayOf(body['stop_sequences']).filter((stop) => typeof stop === 'string'),
    json: readSchema(body),
    thinking: thinking === 'enabled' || thinking === 'adaptive',
    choices: 1,
  };
}

function readToolChoice(choice: JsonObject): Prompt['toolChoice'] {
  const name = stringOf(choice['name']);
  if (choice['type'] === 'tool' && name !== undefined) return { name };
  if (choice['type'] === 'none') return 'none';
  return choice['type'] === 'any' ? 'required' : 'auto';
}

function readSchema(body: JsonObject): JsonObject | undefined {
  const { schema } = objectOf(objectOf(body['output_config'])['format'] ?? body['output_format']);
  return isJsonObject(schema) ? schema : undefined;
}
