import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatTool, ResponseFormat, ToolChoice } from '../../contracts/chat-tool.js';
import { unknownParameterWarnings } from '../unknown-parameters.js';
import { encodePrompt } from './encode-prompt.js';
import type { ModelCallOptions, SpecificationVersion, ToolChoiceOption } from './language-model.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export type CallBasics = Pick<ModelCallOptions, 'abortSignal' | 'headers' | 'providerOptions'>;

/** A request as the options of `doGenerate` or `doStream`, and what got lost, in words. */
export function encodeCall(
  request: ChatRequest,
  version: SpecificationVersion,
  basics: CallBasics,
): { options: ModelCallOptions; warnings: string[] } {
  const warnings = unknownParameterWarnings(
    unsupportedParameters(request, version),
    `the AI SDK's language model specification ${version}`,
  );
  const { stop, tools, tool_choice: choice, reasoning_effort: effort, top_k: topK } = request;
  const options: ModelCallOptions = {
    ...basics,
    prompt: encodePrompt(request.messages, version, warnings),
    ...given('maxOutputTokens', request.max_completion_tokens ?? request.max_tokens),
    ...given('temperature', request.temperature),
    ...given('topP', request.top_p),
    ...given('topK', typeof topK === 'number' ? topK : undefined),
    ...given('presencePenalty', request.presence_penalty),
    ...given('frequencyPenalty', request.frequency_penalty),
    ...given('seed', request.seed),
    ...given('stopSequences', typeof stop === 'string' ? [stop] : stop),
    ...given('reasoning', version === 'v4' ? effort : undefined),
    ...given('responseFormat', responseFormat(request.response_format)),
    ...(tools?.length ? { tools: encodeTools(tools, version, warnings) } : {}),
    ...given('toolChoice', choice && toolChoice(choice)),
  };
  return { options, warnings };
}

function given<K extends string, V>(name: K, value: V | null | undefined): { [P in K]?: V } {
  return (value === undefined || value === null ? {} : { [name]: value }) as { [P in K]?: V };
}

function encodeTools(
  tools: readonly ChatTool[],
  version: SpecificationVersion,
  warnings: string[],
): ModelCallOptions['tools'] {
  const functions = tools.filter(({ type }) => type === 'function');
  if (functions.length < tools.length) {
    warnings.push('tools: only functions are sent; a vendor’s own tools have no common form.');
  }
  return functions.map(({ function: { name, description, parameters, strict } }) => ({
    type: 'function',
    name,
    ...given('description', description),
    inputSchema: parameters ?? { type: 'object', properties: {} },
    ...given('strict', version === 'v2' ? undefined : strict),
  }));
}

function toolChoice(choice: ToolChoice): ToolChoiceOption {
  return typeof choice === 'string'
    ? { type: choice }
    : { type: 'tool', toolName: choice.function.name };
}

function responseFormat(format: ResponseFormat | undefined | null) {
  if (format?.type === 'json_object') return { type: 'json' as const };
  if (format?.type !== 'json_schema') return undefined;
  const { name, description, schema } = format.json_schema;
  return {
    type: 'json' as const,
    name,
    ...given('description', description),
    ...given('schema', schema),
  };
}
