import { jsonFromSchema } from './json-from-schema.js';
import type { Prompt, PromptTool } from './prompt.js';
import type { PlannedToolCall } from './planned-tool-call.js';

const NO_CALLS: readonly PlannedToolCall[] = [];

/**
 * Which tools to call: the forced one; those whose names the last user message mentions; the first when it says "use
 * the tool" or some call is required. A conversation that ends with a tool's result is answered in words, so that
 * loops end.
 */
export function planToolCalls(prompt: Prompt): readonly PlannedToolCall[] {
  const { tools, toolChoice } = prompt;
  const first = tools[0];
  if (!first || toolChoice === 'none') return NO_CALLS;
  if (typeof toolChoice === 'object') {
    return callsTo(tools.filter((tool) => tool.name === toolChoice.name).slice(0, 1));
  }
  if (toolChoice === 'auto' && prompt.toolResult !== undefined) return NO_CALLS;
  const mentioned = tools.filter((tool) => mentions(prompt.lastUserText, tool.name));
  if (mentioned.length > 0)
    return callsTo(prompt.parallelTools ? mentioned : mentioned.slice(0, 1));
  const wanted = toolChoice === 'required' || /\buse the tool\b/i.test(prompt.lastUserText);
  return wanted ? callsTo([first]) : NO_CALLS;
}

function callsTo(tools: readonly PromptTool[]): PlannedToolCall[] {
  return tools.map((tool) => ({
    name: tool.name,
    arguments: JSON.stringify(jsonFromSchema({ type: 'object', ...tool.schema })),
  }));
}

function mentions(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'i').test(text);
}
