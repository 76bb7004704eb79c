import type { ChatMessage, ToolCall } from '../../contracts/chat-message.js';
import { isObject, parseJson } from '../json-value.js';
import { cachePointOf, encodeContent } from './encode-content.js';
import type { BedrockTraits } from './model-traits.js';
import type { WireBlock, WireTurn } from './wire-types.js';

export interface EncodedMessages {
  readonly system: WireBlock[];
  readonly turns: WireTurn[];
}

/** The conversation as system blocks and alternating turns. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  traits: BedrockTraits,
  warnings: string[],
): EncodedMessages {
  const system: WireBlock[] = [];
  const turns: WireTurn[] = [];
  let moved = false;
  for (const message of messages) {
    if (message.role === 'system' || message.role === 'developer') {
      moved ||= turns.length > 0;
      system.push(...encodeContent(message.content, traits, warnings));
    } else {
      const role = message.role === 'assistant' ? 'assistant' : 'user';
      append(turns, role, blocksOf(message, traits, warnings));
    }
  }
  if (moved)
    warnings.push('messages: system messages between the turns are moved to the beginning.');
  if (messages.some((it) => 'name' in it && it.name !== undefined)) {
    warnings.push('messages: names of participants are not sent to Bedrock.');
  }
  // The API wants a turn to answer to.
  return turns.length === 0 && system.length > 0
    ? { system: [], turns: [{ role: 'user', content: system }] }
    : { system, turns };
}

/** The last turn answers tool calls of a turn that does not begin with a thought. */
export function thoughtsAreLost(turns: readonly WireTurn[]): boolean {
  const answers = turns.at(-1)?.content.some((it) => 'toolResult' in it) ?? false;
  const first = turns.at(-2)?.content[0];
  return answers && !(first !== undefined && 'reasoningContent' in first);
}

/** Neighbouring turns of one role become one. */
function append(turns: WireTurn[], role: WireTurn['role'], content: WireBlock[]): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}

function blocksOf(message: ChatMessage, traits: BedrockTraits, warnings: string[]): WireBlock[] {
  const content = encodeContent(message.content, traits, warnings);
  if (message.role === 'tool') return toolResult(message, content, traits);
  if (message.role !== 'assistant') return content;
  // The API wants thoughts before what they led to.
  const blocks = [
    ...content.filter((it) => 'reasoningContent' in it),
    ...content.filter((it) => !('reasoningContent' in it)),
  ];
  if (typeof message.refusal === 'string') {
    blocks.push(...encodeContent(message.refusal, traits, warnings));
  }
  for (const call of message.tool_calls ?? []) blocks.push(toolUse(call, warnings));
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
  return { toolUse: { toolUseId: toolUseId(id), name, input } };
}

/** `[a-zA-Z0-9_-]{1,64}`: other vendors' ids have other characters, and more. */
function toolUseId(id: string): string {
  return id.replace(/[^\w-]/g, '_').slice(0, 64);
}
