import {
  type AIMessage,
  type BaseMessage,
  ChatMessage as GenericMessage,
} from '@langchain/core/messages';
import type { ChatMessage, ContentPart, ToolCall } from '../contracts/chat-message.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { encodeContent } from './encode-content.js';
import type { Kept } from './kept-reasoning.js';

const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  user: 'user',
  system: 'system',
  developer: 'developer',
  ai: 'assistant',
  assistant: 'assistant',
  tool: 'tool',
};

/** LangChain's messages as ours. Throws an `InvalidRequestError` for one whose role no model knows. */
export function encodeMessages(messages: readonly BaseMessage[]): ChatMessage[] {
  return messages.map((message, index) => {
    const type = GenericMessage.isInstance(message) ? message.role : message.getType();
    const role = ROLES[type];
    const content = encodeContent(message.content);
    switch (role) {
      case 'user':
      case 'system':
      case 'developer':
        return { role, content, ...(message.name ? { name: message.name } : {}) };
      case 'assistant':
        return assistantMessage(message as AIMessage, content);
      case 'tool':
        return {
          role,
          content,
          tool_call_id: String((message as { tool_call_id?: unknown }).tool_call_id),
        };
      default:
        throw new InvalidRequestError(
          `messages[${index}]: no model takes a message of type ${JSON.stringify(type)}. Legal: human, system, developer, ai, tool.`,
          `messages[${index}]`,
        );
    }
  });
}

function assistantMessage(message: AIMessage, spoken: string | ContentPart[]): ChatMessage {
  const kept = (message.additional_kwargs?.llm_router ?? {}) as Kept;
  const calls = message.tool_calls ?? [];
  const said: ContentPart[] =
    typeof spoken !== 'string' ? spoken : spoken === '' ? [] : [{ type: 'text', text: spoken }];
  const content = kept.reasoning ? [...kept.reasoning, ...said] : spoken;
  return {
    role: 'assistant',
    content: content.length === 0 && calls.length > 0 ? null : content,
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ id = '', name, args }): ToolCall => {
            const extra = kept.extra_content?.[id];
            return {
              id,
              type: 'function',
              function: { name, arguments: JSON.stringify(args) },
              ...(extra === undefined ? {} : { extra_content: extra }),
            };
          }),
        }),
  };
}
