import type { ReplyPart } from '../../contracts/reply-part.js';
import { DIALECT } from './encode-content.js';
import { type JsonObject, isObject, textOf } from '../json-value.js';

/** A tool call that is being written. */
interface OpenToolUse {
  readonly index: number;
  /** What the block began with; it counts where no piece of JSON follows. */
  readonly input: unknown;
  written: boolean;
}

/** The content blocks of one message, told by their index: text, thinking and tool calls. Other kinds say nothing. */
export class ContentBlocks {
  private readonly openToolUses = new Map<unknown, OpenToolUse>();
  private toolUses = 0;

  start(block: unknown, content: JsonObject, parts: ReplyPart[]): void {
    switch (content.type) {
      case 'text':
        pushText(content.text, parts);
        break;
      case 'thinking':
        pushReasoning(content.thinking, content.signature, parts);
        break;
      case 'redacted_thinking': {
        const redacted = textOf(content.data);
        if (redacted !== undefined) {
          parts.push({ type: 'reasoning', choice: 0, text: '', redacted, signedBy: DIALECT });
        }
        break;
      }
      case 'tool_use': {
        const index = this.toolUses++;
        const id = textOf(content.id);
        const name = textOf(content.name);
        this.openToolUses.set(block, { index, input: content.input, written: false });
        parts.push({
          type: 'tool-call',
          choice: 0,
          index,
          ...(id === undefined ? {} : { id }),
          ...(name === undefined ? {} : { name }),
          arguments: '',
        });
        break;
      }
    }
  }

  delta(block: unknown, delta: JsonObject, parts: ReplyPart[]): void {
    switch (delta.type) {
      case 'text_delta':
        pushText(delta.text, parts);
        break;
      case 'thinking_delta':
        pushReasoning(delta.thinking, undefined, parts);
        break;
      case 'signature_delta':
        pushReasoning(undefined, delta.signature, parts);
        break;
      case 'input_json_delta': {
        const toolUse = this.openToolUses.get(block);
        const piece = textOf(delta.partial_json);
        if (toolUse === undefined || piece === undefined) return;
        toolUse.written = true;
        parts.push({ type: 'tool-call', choice: 0, index: toolUse.index, arguments: piece });
        break;
      }
    }
  }

  /** A call without arguments streams no JSON at all; callers expect an object. */
  stop(block: unknown, parts: ReplyPart[]): void {
    const toolUse = this.openToolUses.get(block);
    if (toolUse === undefined) return;
    this.openToolUses.delete(block);
    if (toolUse.written) return;
    const input = isObject(toolUse.input) ? toolUse.input : {};
    parts.push({
      type: 'tool-call',
      choice: 0,
      index: toolUse.index,
      arguments: JSON.stringify(input),
    });
  }
}

function pushText(value: unknown, parts: ReplyPart[]): void {
  const text = textOf(value);
  if (text !== undefined) parts.push({ type: 'text', choice: 0, text });
}

function pushReasoning(thinking: unknown, wireSignature: unknown, parts: ReplyPart[]): void {
  const text = textOf(thinking);
  const signature = textOf(wireSignature);
  if (text === undefined && signature === undefined) return;
  parts.push({
    type: 'reasoning',
    choice: 0,
    text: text ?? '',
    ...(signature === undefined ? {} : { signature, signedBy: DIALECT }),
  });
}
