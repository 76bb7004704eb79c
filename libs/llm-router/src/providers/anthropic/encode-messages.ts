import type { ChatMessage, ToolCall } from '../../contracts/chat-message.js';
import { isObject, parseJson } from '../json-value.js';
import { encodeContent } from './encode-content.js';
import type { WireBlock, WireTurn } from './wire-types.js';

export interface EncodedMessages {
  readonly system: WireBlock[];
  readonly turns: WireTurn[];
}

/** The conversation as system blocks and alternating turns. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  warnings: string[],
): EncodedMessages {
  const system: WireBlock[] = [];
  const turns: WireTurn[] = [];
  let moved = false;
  for (const message of messages) {
    if (message.role === 'system' || message.role === 'developer') {
      moved ||= turns.length > 0;
      system.push(...encodeContent(message.content, warnings));
    } else {
      append(
        turns,
        message.role === 'assistant' ? 'assistant' : 'user',
        blocksOf(message, warnings),
      );
    }
  }
  if (moved)
    warnings.push('messages: system messages between the turns are moved to the beginning.');
  if (messages.some((it) => 'name' in it && it.name !== undefined)) {
    warnings.push('messages: names of participants are not sent to Anthropic.');
  }
  // The API wants a turn to answer to.
  return turns.length === 0 && system.length > 0
    ? { system: [], turns: [{ role: 'user', content: system }] }
    : { system, turns };
}

/** The last turn answers tool calls of a turn that does not begin with a thought. */
export function thoughtsAreLost(turns: readonly WireTurn[]): boolean {
  const answers = turns.at(-1)?.content.some((it) => it.type === 'tool_result') ?? false;
  const first = turns.at(-2)?.content[0];
  return answers && !(first !== undefined && isThought(first));
}

/** Neighbouring turns of one role become one. */
function append(turns: WireTurn[], role: WireTurn['role'], content: WireBlock[]): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}

function blocksOf(message: ChatMessage, warnings: string[]): WireBlock[] {
  if (message.role === 'tool') {
    const content =
      typeof message.content === 'string'
        ? message.content
        : encodeContent(message.content, warnings);
    return [
      {
        type: 'tool_result',
        tool_use_id: toolUseId(message.tool_call_id),
        ...(content.length === 0 ? {} : { content }),
      },
    ];
  }
  const content = encodeContent(message.content, warnings);
  if (message.role !== 'assistant') return content;
  // The API wants thoughts before what they led to.
  const blocks = [...content.filter(isThought), ...content.filter((it) => !isThought(it))];
  if (typeof message.refusal === 'string') blocks.push(...encodeContent(message.refusal, warnings));
  for (const call of message.tool_calls ?? []) blocks.push(toolUse(call, warnings));
  return blocks;
}

function isThought(block: WireBlock): boolean {
  return block.type === 'thinking' || block.type === 'redacted_thinking';
}

function toolUse(
  { id, function: { name, arguments: text } }: ToolCall,
  warnings: string[],
): WireBlock {
  let input = text.trim() === '' ? {} : parseJson(text);
  if (!isObject(input)) {
    warnings.push(
      `messages: the arguments of tool call ${JSON.stringify(id)} are no JSON object and are sent as a text.`,
    );
    input = { arguments: text };
  }
  return { type: 'tool_use', id: toolUseId(id), name, input };
}

/** Other vendors' ids have characters that Anthropic refuses. */
function toolUseId(id: string): string {
  return id.replace(/[^\w-]/g, '_');
}
