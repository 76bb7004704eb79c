import type { ChatRequest } from '../contracts/chat-request.js';
import type { ChatTool, ResponseFormat, ToolChoice } from '../contracts/chat-tool.js';
import type { CallTool, LanguageModelCall } from './language-model-call.js';
import { ownOptions, VENDOR } from './own-options.js';
import { parsePrompt } from './parse-prompt.js';

/** The AI SDK's call as a request for `model`, and what got lost, in words. */
export function parseCall(
  call: LanguageModelCall,
  model: string,
): { request: ChatRequest; warnings: string[] } {
  const warnings = Object.keys(call.providerOptions ?? {})
    .filter((vendor) => vendor !== VENDOR)
    .map(
      (vendor) => `providerOptions.${vendor} is not sent: which vendor answers is decided later.`,
    );
  const effort = call.reasoning === 'provider-default' ? undefined : call.reasoning;
  const request: ChatRequest = {
    ...defined({
      max_completion_tokens: call.maxOutputTokens,
      temperature: call.temperature,
      top_p: call.topP,
      top_k: call.topK,
      presence_penalty: call.presencePenalty,
      frequency_penalty: call.frequencyPenalty,
      seed: call.seed,
      stop: call.stopSequences?.length ? call.stopSequences : undefined,
      reasoning_effort: effort,
      response_format: responseFormat(call.responseFormat),
      tool_choice: call.tools?.length ? toolChoice(call.toolChoice) : undefined,
    }),
    ...tools(call.tools, warnings),
    ...ownOptions(call.providerOptions),
    model,
    messages: parsePrompt(call.prompt, warnings),
  };
  return { request, warnings };
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

function tools(list: readonly CallTool[] | undefined, warnings: string[]): { tools?: ChatTool[] } {
  const functions: ChatTool[] = [];
  for (const tool of list ?? []) {
    if (tool.type === 'function') functions.push(chatTool(tool));
    else warnings.push(`The tool ${tool.name} is not sent: only one vendor would know it.`);
  }
  return functions.length === 0 ? {} : { tools: functions };
}

function chatTool(tool: Extract<CallTool, { type: 'function' }>): ChatTool {
  const { name, description, inputSchema, strict } = tool;
  return {
    type: 'function',
    function: {
      name,
      ...(description === undefined ? {} : { description }),
      parameters: inputSchema as Record<string, unknown>,
      ...(strict === undefined ? {} : { strict }),
    },
  };
}

function toolChoice(choice: LanguageModelCall['toolChoice']): ToolChoice | undefined {
  return choice?.type === 'tool'
    ? { type: 'function', function: { name: choice.toolName } }
    : choice?.type;
}

function responseFormat(format: LanguageModelCall['responseFormat']): ResponseFormat | undefined {
  if (format?.type !== 'json') return undefined;
  const { schema, name = 'response', description } = format;
  if (schema === undefined) return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: {
      name,
      ...(description === undefined ? {} : { description }),
      schema: schema as Record<string, unknown>,
      strict: true,
    },
  };
}
