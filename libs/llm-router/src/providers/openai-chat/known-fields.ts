import type { ChatMessage, ContentPart, ToolCall } from '../../contracts/chat-message.js';

/** The fields of OpenAI's API reference, "Create chat completion", `messages`. */
const OF_MESSAGE = ['role', 'content', 'name', 'refusal', 'audio', 'tool_calls', 'tool_call_id'];

/** A message without what other vendors have in theirs, e.g. `cache_control` or `reasoning_details`. */
export function onlyKnownFields(message: ChatMessage): ChatMessage {
  const known = pick(message, OF_MESSAGE);
  if (Array.isArray(known.content)) {
    known.content = known.content.map((part) => pick<ContentPart>(part, ['type', part.type]));
  }
  if (known.role === 'assistant' && known.tool_calls !== undefined) {
    known.tool_calls = known.tool_calls.map((call) =>
      pick<ToolCall>(call, ['id', 'type', call.type]),
    );
  }
  return known;
}

function pick<T extends object>(from: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name))) as T;
}
