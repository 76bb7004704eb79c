import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatTool, ToolChoice } from '../../contracts/chat-tool.js';
import { decodeContent } from './decode-content.js';
import { decodeTurn } from './decode-turn.js';
import type { MessageRequest, MessageTool } from './wire-types.js';

/** Budgets of thinking as efforts, for providers that know no budgets. */
const EFFORTS = [
  [4_096, 'low'],
  [16_384, 'medium'],
  [Infinity, 'high'],
] as const;

/**
 * A request of the Messages API in our words. What only Anthropic has (`thinking`, `top_k`, marks for its prompt cache)
 * keeps its name, for adapters that know it. Fields that are not known are left out.
 */
export function decodeMessage(body: MessageRequest): ChatRequest {
  const { output_config: output, thinking } = body;
  const effort = output?.effort ?? effortOf(thinking);
  const system: ChatMessage[] = body.system?.length
    ? [{ role: 'system', content: decodeContent(body.system) }]
    : [];
  return present({
    model: body.model,
    models: body.models,
    provider: body.provider,
    messages: [...system, ...body.messages.flatMap(decodeTurn)],
    max_completion_tokens: body.max_tokens,
    temperature: body.temperature,
    top_p: body.top_p,
    top_k: body.top_k,
    stop: body.stop_sequences?.length ? [...body.stop_sequences] : undefined,
    tools: body.tools?.length ? body.tools.map(decodeTool) : undefined,
    tool_choice: body.tools?.length ? decodeChoice(body.tool_choice) : undefined,
    parallel_tool_calls: body.tool_choice?.disable_parallel_tool_use ? false : undefined,
    response_format: output?.format
      ? {
          type: 'json_schema',
          json_schema: { name: 'answer', schema: output.format.schema, strict: true },
        }
      : undefined,
    reasoning_effort: effort,
    thinking,
    user: body.metadata?.user_id,
    service_tier: body.service_tier === 'standard_only' ? 'default' : body.service_tier,
  });
}

function decodeTool({ name, description, input_schema, strict, ...rest }: MessageTool): ChatTool {
  return {
    type: 'function',
    function: {
      name,
      ...(description ? { description } : {}),
      parameters: input_schema,
      ...(strict ? { strict } : {}),
    },
    ...(rest.cache_control ? { cache_control: rest.cache_control } : {}),
  };
}

function decodeChoice(choice: MessageRequest['tool_choice']): ToolChoice | undefined {
  switch (choice?.type) {
    case 'any':
      return 'required';
    case 'tool':
      return { type: 'function', function: { name: choice.name ?? '' } };
    default:
      return choice?.type;
  }
}

function effortOf(thinking: MessageRequest['thinking']): string | undefined {
  const budget = thinking?.type === 'enabled' ? thinking.budget_tokens : undefined;
  return budget === undefined ? undefined : EFFORTS.find(([limit]) => budget <= limit)?.[1];
}

/** Without the fields that are not there, so that nothing but what the caller said goes upstream. */
function present(request: Record<keyof ChatRequest, unknown>): ChatRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && value !== null),
  ) as unknown as ChatRequest;
}
