import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatTool } from '../../contracts/chat-tool.js';
import { cachePointOf } from './encode-content.js';
import type { BedrockTraits } from './model-traits.js';
import type { WireToolConfig, WireToolSpec } from './wire-types.js';

/** `tools` and `tool_choice`. */
export function encodeTools(
  { tools = [], tool_choice: choice, messages }: ChatRequest,
  traits: BedrockTraits,
  warnings: string[],
): WireToolConfig | undefined {
  const functions = tools.filter((it) => it.type === 'function');
  if (functions.length < tools.length) {
    warnings.push('tools: only functions are sent to Bedrock; tools of another type are left out.');
  }
  if (functions.length === 0) return undefined;
  if (choice === 'none') {
    // Converse has no such choice, and refuses tool calls in the messages where it is told no tools.
    if (!messages.some((it) => it.role === 'tool')) return undefined;
    warnings.push('tool_choice: "none" is not sent: Bedrock has no such choice.');
  }
  return {
    // Tools of a Claude alone may be cached.
    tools: functions.flatMap((it) => [
      toolSpec(it),
      ...(traits.claude ? cachePointOf(it, traits) : []),
    ]),
    ...encodeChoice(choice),
  };
}

function toolSpec({ function: { name, description, parameters, strict } }: ChatTool): WireToolSpec {
  return {
    toolSpec: {
      name,
      ...(description === undefined || description === '' ? {} : { description }),
      inputSchema: { json: parameters ?? { type: 'object', properties: {} } },
      ...(strict === true ? { strict } : {}),
    },
  };
}

function encodeChoice(choice: ChatRequest['tool_choice']): Pick<WireToolConfig, 'toolChoice'> {
  if (choice === 'required') return { toolChoice: { any: {} } };
  if (choice === 'auto') return { toolChoice: { auto: {} } };
  return typeof choice === 'object' && choice !== null
    ? { toolChoice: { tool: { name: choice.function.name } } }
    : {};
}
