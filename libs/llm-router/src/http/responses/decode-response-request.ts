import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ResponseFormat } from '../../contracts/chat-tool.js';
import type { ResponseRequest, TextFormat } from './wire-types.js';

/** A request of the Responses API in our words; `messages` are all turns so far, the new input included. */
export function decodeResponseRequest(
  body: ResponseRequest,
  messages: readonly ChatMessage[],
): ChatRequest {
  const { tool_choice: choice, text, tools } = body;
  const instructions: ChatMessage[] = body.instructions
    ? [{ role: 'system', content: body.instructions }]
    : [];
  const request: Record<keyof ChatRequest, unknown> = {
    model: body.model,
    models: body.models,
    provider: body.provider,
    messages: [...instructions, ...messages],
    max_completion_tokens: body.max_output_tokens,
    temperature: body.temperature,
    top_p: body.top_p,
    tools: tools?.length
      ? tools.map(({ name, description, parameters, strict }) => ({
          type: 'function',
          function: {
            name,
            ...(description ? { description } : {}),
            ...(parameters ? { parameters } : {}),
            ...(typeof strict === 'boolean' ? { strict } : {}),
          },
        }))
      : undefined,
    tool_choice:
      choice && typeof choice === 'object'
        ? { type: 'function', function: { name: choice.name } }
        : choice,
    parallel_tool_calls: tools?.length ? body.parallel_tool_calls : undefined,
    response_format: text?.format && decodeFormat(text.format),
    verbosity: text?.verbosity,
    reasoning_effort: body.reasoning?.effort,
    user: body.user,
    safety_identifier: body.safety_identifier,
    prompt_cache_key: body.prompt_cache_key,
    service_tier: body.service_tier,
  };
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  ) as unknown as ChatRequest;
}

function decodeFormat(format: TextFormat): ResponseFormat | undefined {
  if (format.type !== 'json_schema') {
    return format.type === 'json_object' ? { type: 'json_object' } : undefined;
  }
  const { name, schema, description, strict } = format;
  return {
    type: 'json_schema',
    json_schema: { name, schema, ...(description ? { description } : {}), strict: strict ?? true },
  };
}
