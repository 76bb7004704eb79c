import type { ChatMessage, ContentPart } from '../../contracts/chat-message.js';

/** Neighbouring messages of a user, or of an assistant that calls no tool, become one. */
export function alternate(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const turns: ChatMessage[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last === undefined || last.role !== message.role || !mergeable(last, message)) {
      turns.push(message);
    } else {
      turns[turns.length - 1] = {
        ...last,
        content: joined(last.content, message.content),
      };
    }
  }
  return turns;
}

function mergeable(...messages: readonly ChatMessage[]): boolean {
  return messages.every(
    (it) => it.role === 'user' || (it.role === 'assistant' && it.tool_calls === undefined),
  );
}

type Content = ChatMessage['content'];

function joined(first: Content, second: Content): string | ContentPart[] {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return [...partsOf(first), ...partsOf(second)];
}

function partsOf(content: Content): readonly ContentPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content ?? [];
}
