import type { ChatMessage, ContentPart, ToolCall } from '../../contracts/chat-message.js';
import { decodeBlock, decodeContent, plainText } from './decode-content.js';
import { readSignature } from './thought-signature.js';
import type { AssistantBlock, MessageTurn, ToolResultBlock, UserBlock } from './wire-types.js';

/** A turn as messages: results of tools, which Anthropic writes into the user's turn, are messages of their own. */
export function decodeTurn(turn: MessageTurn): ChatMessage[] {
  if (turn.role === 'system') return [{ role: 'system', content: decodeContent(turn.content) }];
  if (typeof turn.content === 'string') return [{ role: turn.role, content: turn.content }];
  return turn.role === 'user' ? decodeUser(turn.content) : [decodeAssistant(turn.content)];
}

function decodeUser(blocks: readonly UserBlock[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let parts: ContentPart[] = [];
  const say = (): void => {
    if (parts.length > 0) messages.push({ role: 'user', content: plainText(parts) });
    parts = [];
  };
  for (const block of blocks) {
    if (block.type !== 'tool_result') {
      parts.push(...decodeBlock(block));
      continue;
    }
    say();
    messages.push(decodeToolResult(block));
  }
  say();
  return messages;
}

function decodeToolResult(block: ToolResultBlock): ChatMessage {
  return {
    role: 'tool',
    tool_call_id: block.tool_use_id,
    content: decodeContent(block.content ?? ''),
    ...(block.is_error ? { is_error: true } : {}),
    ...(block.cache_control ? { cache_control: block.cache_control } : {}),
  };
}

function decodeAssistant(blocks: readonly AssistantBlock[]): ChatMessage {
  const parts: ContentPart[] = [];
  const calls: ToolCall[] = [];
  for (const block of blocks) {
    switch (block.type) {
      case 'text':
        parts.push(...decodeBlock(block));
        break;
      case 'thinking':
        parts.push({
          type: 'reasoning',
          text: block.thinking,
          ...(block.signature ? readSignature(block.signature) : {}),
        });
        break;
      case 'redacted_thinking':
        parts.push(decodeRedacted(block.data));
        break;
      case 'tool_use':
        calls.push({
          id: block.id,
          type: 'function',
          function: { name: block.name, arguments: JSON.stringify(block.input) },
          ...(block.extra_content === undefined ? {} : { extra_content: block.extra_content }),
        });
    }
  }
  return {
    role: 'assistant',
    content: parts.length === 0 ? null : plainText(parts),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function decodeRedacted(data: string): ContentPart {
  const { signature: redacted, signed_by } = readSignature(data);
  return { type: 'reasoning', text: '', redacted, signed_by };
}
