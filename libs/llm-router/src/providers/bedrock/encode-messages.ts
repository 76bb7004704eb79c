import type { ChatMessage } from '../../contracts/chat-message.js';
import { type BlockTurns, blockTurns, thoughtsFirst } from '../block-turns.js';
import { toolArguments } from '../tool-arguments.js';
import { cachePointOf, encodeContent } from './encode-content.js';
import type { BedrockTraits } from './model-traits.js';
import type { WireBlock, WireTurn } from './wire-types.js';

/** The conversation as system blocks and alternating turns. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  traits: BedrockTraits,
  warnings: string[],
): BlockTurns<WireBlock> {
  return blockTurns(messages, (it) => blocksOf(it, traits, warnings), 'Bedrock', warnings);
}

/** The last turn answers tool calls of a turn that does not begin with a thought. */
export function thoughtsAreLost(turns: readonly WireTurn[]): boolean {
  const answers = turns.at(-1)?.content.some((it) => 'toolResult' in it) ?? false;
  const first = turns.at(-2)?.content[0];
  return answers && !(first !== undefined && 'reasoningContent' in first);
}

function blocksOf(message: ChatMessage, traits: BedrockTraits, warnings: string[]): WireBlock[] {
  const content = encodeContent(message.content, traits, warnings);
  if (message.role === 'tool') return toolResult(message, content, traits);
  if (message.role !== 'assistant') return content;
  const blocks = thoughtsFirst(content, (it) => 'reasoningContent' in it);
  if (typeof message.refusal === 'string') {
    blocks.push(...encodeContent(message.refusal, traits, warnings));
  }
  for (const call of message.tool_calls ?? []) {
    const { id, function: called } = call;
    const input = toolArguments(call, warnings);
    blocks.push({ toolUse: { toolUseId: toolUseId(id), name: called.name, input } });
  }
  return blocks;
}

/** A mark for the cache may not stand inside a result, but behind it. */
function toolResult(
  { tool_call_id: id, content }: Extract<ChatMessage, { role: 'tool' }>,
  blocks: readonly WireBlock[],
  traits: BedrockTraits,
): WireBlock[] {
  const marked = typeof content === 'string' ? [] : content;
  return [
    {
      toolResult: {
        toolUseId: toolUseId(id),
        content: blocks.filter((it) => !('cachePoint' in it)),
      },
    },
    ...marked.flatMap((it) => cachePointOf(it, traits)).slice(-1),
  ];
}

/** `[a-zA-Z0-9_-]{1,64}`: other vendors' ids have other characters, and more. */
function toolUseId(id: string): string {
  return id.replace(/[^\w-]/g, '_').slice(0, 64);
}
