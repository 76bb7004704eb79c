import type { ChatMessage } from '../../contracts/chat-message.js';
import { type BlockTurns, blockTurns, thoughtsFirst } from '../block-turns.js';
import { toolArguments } from '../tool-arguments.js';
import { encodeContent } from './encode-content.js';
import type { WireBlock, WireTurn } from './wire-types.js';

/** The conversation as system blocks and alternating turns. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  warnings: string[],
): BlockTurns<WireBlock> {
  return blockTurns(messages, (it) => blocksOf(it, warnings), 'Anthropic', warnings);
}

/** The last turn answers tool calls of a turn that does not begin with a thought. */
export function thoughtsAreLost(turns: readonly WireTurn[]): boolean {
  const answers = turns.at(-1)?.content.some((it) => it.type === 'tool_result') ?? false;
  const first = turns.at(-2)?.content[0];
  return answers && !(first !== undefined && isThought(first));
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
  const blocks = thoughtsFirst(content, isThought);
  if (typeof message.refusal === 'string') blocks.push(...encodeContent(message.refusal, warnings));
  for (const call of message.tool_calls ?? []) {
    const { id, function: called } = call;
    const input = toolArguments(call, warnings);
    blocks.push({ type: 'tool_use', id: toolUseId(id), name: called.name, input });
  }
  return blocks;
}

function isThought(block: WireBlock): boolean {
  return block.type === 'thinking' || block.type === 'redacted_thinking';
}

/** Other vendors' ids have characters that Anthropic refuses. */
function toolUseId(id: string): string {
  return id.replace(/[^\w-]/g, '_');
}
