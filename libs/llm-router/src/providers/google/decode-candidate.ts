import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import { DIALECT } from './encode-content.js';

/** `FinishReason` of the API reference; the others are of no use to a caller. */
const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content_filter'],
  ['RECITATION', 'content_filter'],
  ['BLOCKLIST', 'content_filter'],
  ['PROHIBITED_CONTENT', 'content_filter'],
  ['SPII', 'content_filter'],
  ['IMAGE_SAFETY', 'content_filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content_filter'],
  ['IMAGE_RECITATION', 'content_filter'],
]);

/** One candidate of a reply, in one piece or in many. */
export class Candidate {
  finished = false;
  private toolCalls = 0;

  constructor(
    private readonly choice: number,
    /** Makes the ids of tool calls where the API gives none; the same reply gives the same ids. */
    private readonly replyId: string,
  ) {}

  decode(wire: Record<string, unknown>, parts: ReplyPart[]): void {
    for (const part of listOf(objectOf(wire.content).parts)) this.part(objectOf(part), parts);
    const raw = textOf(wire.finishReason);
    if (raw === undefined || raw === 'FINISH_REASON_UNSPECIFIED') return;
    this.finished = true;
    const known = FINISH_REASONS.get(raw) ?? 'other';
    const reason = known === 'stop' && this.toolCalls > 0 ? 'tool_calls' : known;
    parts.push({ type: 'finish', choice: this.choice, reason, raw });
  }

  private part(wire: Record<string, unknown>, parts: ReplyPart[]): void {
    const signature = textOf(wire.thoughtSignature);
    if (isObject(wire.functionCall)) {
      this.toolCall(wire.functionCall, signature, parts);
      return;
    }
    const { choice } = this;
    const text = textOf(wire.text) ?? '';
    const signed = signature === undefined ? {} : { signature, signedBy: DIALECT };
    if (wire.thought === true) {
      if (text !== '' || signature !== undefined) {
        parts.push({ type: 'reasoning', choice, text, ...signed });
      }
      return;
    }
    if (text !== '') parts.push({ type: 'text', choice, text });
    if (signature !== undefined) parts.push({ type: 'reasoning', choice, text: '', ...signed });
  }

  private toolCall(
    call: Record<string, unknown>,
    signature: string | undefined,
    parts: ReplyPart[],
  ): void {
    const { choice } = this;
    const index = this.toolCalls++;
    const name = textOf(call.name);
    parts.push({
      type: 'tool-call',
      choice,
      index,
      id: textOf(call.id) ?? `call_${this.replyId}_${choice}_${index}`,
      ...(name === undefined ? {} : { name }),
      arguments: JSON.stringify(objectOf(call.args)),
      ...(signature === undefined
        ? {}
        : { extraContent: { google: { thought_signature: signature } } }),
    });
  }
}
