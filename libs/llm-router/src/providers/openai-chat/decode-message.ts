import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import type { ToolCallIndex } from './tool-call-index.js';
import type { WireMessage, WireToolCall } from './wire-types.js';

type ToolCallPart = Extract<ReplyPart, { type: 'tool-call' }>;

/** Appends what a `delta` or a `message` says to `parts`, in the order in which a person would read it. */
export function decodeMessage(message: WireMessage, choice: number, parts: ReplyPart[]): void {
  const reasoning = textOf(message.reasoning_content) ?? textOf(message.reasoning);
  if (reasoning !== undefined) parts.push({ type: 'reasoning', choice, text: reasoning });
  const { content } = message;
  if (typeof content === 'string') {
    if (content !== '') parts.push({ type: 'text', choice, text: content });
  } else if (Array.isArray(content)) {
    for (const part of content) decodeContentPart(part, choice, parts);
  }
  const refusal = textOf(message.refusal);
  if (refusal !== undefined) parts.push({ type: 'refusal', choice, text: refusal });
}

/** `index` numbers the calls of this choice. */
export function decodeToolCall(wire: unknown, choice: number, index: ToolCallIndex): ToolCallPart {
  const call: WireToolCall = objectOf(wire);
  const { name, arguments: args } = objectOf(call.function);
  const id = textOf(call.id);
  const functionName = textOf(name);
  return {
    type: 'tool-call',
    choice,
    index: index.of(call.index, id, id !== undefined || functionName !== undefined),
    ...(id === undefined ? {} : { id }),
    ...(functionName === undefined ? {} : { name: functionName }),
    arguments: isObject(args) ? JSON.stringify(args) : (textOf(args) ?? ''),
  };
}

/** Mistral: `{type: "text", text}` and `{type: "thinking", thinking: [{type: "text", text}]}`. */
function decodeContentPart(wire: unknown, choice: number, parts: ReplyPart[]): void {
  const part = objectOf(wire);
  const text = textOf(part.text);
  if (part.type === 'text' && text !== undefined) parts.push({ type: 'text', choice, text });
  if (part.type !== 'thinking') return;
  for (const thought of listOf(part.thinking)) {
    const thinking = textOf(objectOf(thought).text);
    if (thinking !== undefined) parts.push({ type: 'reasoning', choice, text: thinking });
  }
}
