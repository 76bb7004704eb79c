import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatTool } from '../../contracts/chat-tool.js';
import { cacheControlOf } from './encode-content.js';
import type { WireTool, WireToolChoice } from './wire-types.js';

/** `tools`, `tool_choice` and `parallel_tool_calls`. */
export function encodeTools(
  request: ChatRequest,
  warnings: string[],
): { tools?: WireTool[]; tool_choice?: WireToolChoice } {
  const functions = (request.tools ?? []).filter((it) => it.type === 'function');
  if (functions.length < (request.tools?.length ?? 0)) {
    warnings.push(
      'tools: only functions are sent to Anthropic; tools of another type are left out.',
    );
  }
  if (functions.length === 0) return {};
  const choice = encodeChoice(request);
  return {
    tools: functions.map(encodeTool),
    ...(choice === undefined ? {} : { tool_choice: choice }),
  };
}

function encodeTool(carrier: ChatTool): WireTool {
  const { function: tool } = carrier;
  return {
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    input_schema: tool.parameters ?? { type: 'object', properties: {} },
    ...(tool.strict === true ? { strict: true } : {}),
    ...cacheControlOf(carrier),
    ...cacheControlOf(tool),
  };
}

function encodeChoice(request: ChatRequest): WireToolChoice | undefined {
  const { tool_choice: choice } = request;
  const alone =
    request.parallel_tool_calls === false ? ({ disable_parallel_tool_use: true } as const) : {};
  if (choice === 'none') return { type: 'none' };
  if (choice === 'required') return { type: 'any', ...alone };
  if (typeof choice === 'object') return { type: 'tool', name: choice.function.name, ...alone };
  return choice === 'auto' || request.parallel_tool_calls === false
    ? { type: 'auto', ...alone }
    : undefined;
}
