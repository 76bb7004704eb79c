import type { ReplyPart } from '../../contracts/reply-part.js';
import { type JsonObject, listOf, objectOf, textOf } from '../json-value.js';
import { DIALECT } from './encode-input.js';

/** What is known of one item while it streams. */
interface OpenItem {
  /** Number among the tool calls. */
  readonly call?: number;
  /** Something of its text or arguments has come. */
  written: boolean;
}

/** The output items of one response, told by their index: messages, thoughts and function calls. Others say nothing. */
export class OutputItems {
  private readonly open = new Map<unknown, OpenItem>();
  private calls = 0;

  get hasCalls(): boolean {
    return this.calls > 0;
  }

  added(index: unknown, item: JsonObject, parts: ReplyPart[]): void {
    if (item.type !== 'function_call') {
      this.open.set(index, { written: false });
      return;
    }
    const call = this.calls++;
    this.open.set(index, { call, written: false });
    const id = textOf(item.call_id);
    const name = textOf(item.name);
    parts.push({
      type: 'tool-call',
      choice: 0,
      index: call,
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
      arguments: '',
    });
  }

  text(index: unknown, type: 'text' | 'refusal' | 'reasoning', delta: unknown, parts: ReplyPart[]) {
    const text = textOf(delta);
    if (text === undefined) return;
    this.touch(index);
    parts.push({ type, choice: 0, text });
  }

  arguments(index: unknown, delta: unknown, parts: ReplyPart[]): void {
    const { call } = this.open.get(index) ?? {};
    const piece = textOf(delta);
    if (call === undefined || piece === undefined) return;
    this.touch(index);
    parts.push({ type: 'tool-call', choice: 0, index: call, arguments: piece });
  }

  /** A further summary of the same thoughts begins. */
  summary(index: unknown, parts: ReplyPart[]): void {
    if (this.open.get(index)?.written) parts.push({ type: 'reasoning', choice: 0, text: '\n\n' });
  }

  /** Says what the pieces did not. */
  done(index: unknown, item: JsonObject, parts: ReplyPart[]): void {
    if (!this.open.has(index)) this.added(index, item, parts);
    const { written = false, call } = this.open.get(index) ?? {};
    this.open.delete(index);
    if (item.type === 'reasoning') {
      if (!written) summaries(item, parts);
      thoughtProof(item, parts);
    } else if (written) {
      return;
    } else if (call !== undefined) {
      const text = textOf(item.arguments) ?? '{}';
      parts.push({ type: 'tool-call', choice: 0, index: call, arguments: text });
    } else if (item.type === 'message') {
      message(item, parts);
    }
  }

  private touch(index: unknown): void {
    const item = this.open.get(index);
    if (item === undefined) this.open.set(index, { written: true });
    else item.written = true;
  }
}

function summaries(item: JsonObject, parts: ReplyPart[]): void {
  const texts = [...listOf(item.summary), ...listOf(item.content)]
    .map((it) => textOf(objectOf(it).text))
    .filter((it) => it !== undefined);
  if (texts.length > 0) parts.push({ type: 'reasoning', choice: 0, text: texts.join('\n\n') });
}

/** With it the next turn can take the thoughts up again. */
function thoughtProof(item: JsonObject, parts: ReplyPart[]): void {
  const proof = textOf(item.encrypted_content);
  if (proof === undefined) return;
  const said = listOf(item.summary).length > 0;
  parts.push({
    type: 'reasoning',
    choice: 0,
    text: '',
    ...(said ? { signature: proof } : { redacted: proof }),
    signedBy: DIALECT,
  });
}

function message(item: JsonObject, parts: ReplyPart[]): void {
  for (const content of listOf(item.content)) {
    const { type, text, refusal } = objectOf(content);
    const said = textOf(text);
    const refused = textOf(refusal);
    if (type === 'output_text' && said !== undefined) {
      parts.push({ type: 'text', choice: 0, text: said });
    } else if (refused !== undefined) {
      parts.push({ type: 'refusal', choice: 0, text: refused });
    }
  }
}
