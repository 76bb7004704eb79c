import type { ChatMessage } from '../contracts/chat-message.js';
import type { ChatRequest } from '../contracts/chat-request.js';

/**
 * What stays the same while a conversation grows: its first instructions and the first words of the user. No id is needed,
 * and equal prompts are one conversation.
 */
export function conversationOf({ messages }: ChatRequest): readonly string[] {
  return [
    textOf(messages.find(({ role }) => role === 'system' || role === 'developer')),
    textOf(messages.find(({ role }) => role === 'user')),
  ];
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((it) => (it.type === 'text' ? it.text : '')).join('\n');
}
