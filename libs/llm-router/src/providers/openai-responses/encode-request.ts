import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatTool, ResponseFormat, ToolChoice } from '../../contracts/chat-tool.js';
import type { ProviderCall } from '../../contracts/provider-adapter.js';
import { objectOf } from '../json-value.js';
import { unknownParameterWarnings } from '../unknown-parameters.js';
import { encodeInput } from './encode-input.js';
import { PASSED_ON, unsupportedParameters } from './unsupported-parameters.js';
import type { WireRequest } from './wire-types.js';

export interface EncodedRequest {
  readonly body: WireRequest;
  /** What is not sent, or not as it was asked for. */
  readonly warnings: readonly string[];
}

/** The API refuses less. */
const MIN_OUTPUT_TOKENS = 16;

/** A Chat Completions request as one of the Responses API. Nothing is kept at OpenAI unless `store` says so. */
export function encodeRequest(
  call: ProviderCall,
  reasons: (model: string) => boolean,
): EncodedRequest {
  const { request, upstreamModel: model } = call;
  const unsupported = unsupportedParameters(request, model, reasons);
  const warnings = unknownParameterWarnings(unsupported, "OpenAI's Responses API");
  const { input, instructions } = encodeInput(request.messages, warnings);
  const store = request.store === true;
  const passedOn = PASSED_ON.filter((name) => !unsupported.includes(name)).map(
    (name) => [name, request[name] ?? undefined] as const,
  );
  const body: WireRequest = {
    ...Object.fromEntries(passedOn),
    model,
    input,
    store,
    instructions,
    ...(call.delivery === 'stream' ? { stream: true } : {}),
    // What is not kept there has to travel: the thoughts, encrypted.
    ...(!store && reasons(model) ? { include: ['reasoning.encrypted_content'] } : {}),
    max_output_tokens: tokenLimit(request, warnings),
    reasoning: encodeReasoning(request),
    text: encodeText(request),
    tools: encodeTools(request.tools, warnings),
    tool_choice: encodeChoice(request),
  };
  return { body, warnings };
}

function tokenLimit(request: ChatRequest, warnings: string[]): number | undefined {
  const asked = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  if (asked === undefined || asked >= MIN_OUTPUT_TOKENS) return asked;
  warnings.push(
    `max_completion_tokens ${asked} is sent as ${MIN_OUTPUT_TOKENS}, the least that the Responses API takes.`,
  );
  return MIN_OUTPUT_TOKENS;
}

/** `reasoning` in the API's own words, e.g. `{summary: 'auto'}`, beside the effort. */
function encodeReasoning({ reasoning, reasoning_effort: effort }: ChatRequest) {
  const own = objectOf(reasoning);
  const fields = { ...(effort === undefined || effort === null ? {} : { effort }), ...own };
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function encodeText({ response_format, verbosity }: ChatRequest) {
  const format = encodeFormat(response_format);
  if (format === undefined && typeof verbosity !== 'string') return undefined;
  return { format, ...(typeof verbosity === 'string' ? { verbosity } : {}) };
}

function encodeFormat(asked: ResponseFormat | null | undefined) {
  if (asked?.type !== 'json_schema') return asked ?? undefined;
  const { name, description, schema = {}, strict } = asked.json_schema;
  return { type: 'json_schema', name, description, schema, strict: strict ?? undefined };
}

/** The API enforces schemas unless it is told not to; in Chat Completions it is the other way round. */
function encodeTools(tools: readonly ChatTool[] | undefined, warnings: string[]) {
  if (tools === undefined || tools.length === 0) return undefined;
  const functions = tools.filter((it) => it.type === 'function');
  if (functions.length < tools.length) {
    warnings.push('tools: only functions are sent; tools of another type are left out.');
  }
  return functions.map(({ function: { name, description, parameters, strict } }) => ({
    type: 'function',
    name,
    description,
    parameters: parameters ?? { type: 'object', properties: {} },
    strict: strict ?? false,
  }));
}

function encodeChoice({ tools = [], tool_choice }: ChatRequest): ToolChoice | object | undefined {
  if (tools.length === 0) return undefined;
  return typeof tool_choice === 'object'
    ? { type: 'function', name: tool_choice.function.name }
    : tool_choice;
}
