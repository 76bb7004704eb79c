import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';

/** A tool call that is being written. */
interface OpenToolUse {
  readonly index: number;
  written: boolean;
}

/** The content blocks of one message, told by their index: text, thoughts and tool calls. Other kinds say nothing. */
export class ContentBlocks {
  private readonly openToolUses = new Map<unknown, OpenToolUse>();
  private toolUses = 0;

  /** `signer` names who signs the thoughts. */
  constructor(private readonly signer: string) {}

  /** A block of a document. */
  whole(block: Record<string, unknown>, parts: ReplyPart[]): void {
    if (isObject(block.toolUse)) {
      const { input } = block.toolUse;
      this.startToolUse(undefined, block.toolUse, parts, JSON.stringify(objectOf(input)));
      return;
    }
    const reasoning = objectOf(block.reasoningContent);
    this.delta(undefined, { text: block.text, reasoningContent: reasoning.reasoningText }, parts);
    this.pushReasoning({ redactedContent: reasoning.redactedContent }, parts);
    for (const piece of listOf(objectOf(block.citationsContent).content)) {
      pushText(objectOf(piece).text, parts);
    }
  }

  start(block: unknown, start: Record<string, unknown>, parts: ReplyPart[]): void {
    if (isObject(start.toolUse)) this.startToolUse(block, start.toolUse, parts, '');
  }

  delta(block: unknown, delta: Record<string, unknown>, parts: ReplyPart[]): void {
    pushText(delta.text, parts);
    this.pushReasoning(objectOf(delta.reasoningContent), parts);
    const toolUse = this.openToolUses.get(block);
    const piece = textOf(objectOf(delta.toolUse).input);
    if (toolUse === undefined || piece === undefined) return;
    toolUse.written = true;
    parts.push({ type: 'tool-call', choice: 0, index: toolUse.index, arguments: piece });
  }

  /** A call without arguments streams no JSON at all; callers expect an object. */
  stop(block: unknown, parts: ReplyPart[]): void {
    const toolUse = this.openToolUses.get(block);
    this.openToolUses.delete(block);
    if (toolUse === undefined || toolUse.written) return;
    parts.push({ type: 'tool-call', choice: 0, index: toolUse.index, arguments: '{}' });
  }

  private startToolUse(
    block: unknown,
    { toolUseId, name: wireName }: Record<string, unknown>,
    parts: ReplyPart[],
    args: string,
  ): void {
    const index = this.toolUses++;
    if (args === '') this.openToolUses.set(block, { index, written: false });
    const id = textOf(toolUseId);
    const name = textOf(wireName);
    parts.push({
      type: 'tool-call',
      choice: 0,
      index,
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
      arguments: args,
    });
  }

  private pushReasoning(wire: Record<string, unknown>, parts: ReplyPart[]): void {
    const text = textOf(wire.text);
    const signature = textOf(wire.signature);
    const redacted = textOf(wire.redactedContent);
    if (text === undefined && signature === undefined && redacted === undefined) return;
    parts.push({
      type: 'reasoning',
      choice: 0,
      text: text ?? '',
      ...(signature === undefined ? {} : { signature }),
      ...(redacted === undefined ? {} : { redacted }),
      ...(signature === undefined && redacted === undefined ? {} : { signedBy: this.signer }),
    });
  }
}

function pushText(value: unknown, parts: ReplyPart[]): void {
  const text = textOf(value);
  if (text !== undefined) parts.push({ type: 'text', choice: 0, text });
}
