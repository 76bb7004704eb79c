import type { ReplyChunk, WireFrame } from '../../contracts/reply-chunk.js';
import type { TokenUsage } from '../../contracts/token-usage.js';
import type { DecisionRecord } from '../../pipeline/decision-record.js';
import { decisionField } from '../decision-field.js';
import { eventFrame } from '../event-stream.js';
import type { AnsweredBy } from '../reply-headers.js';
import type { BlockEvent } from './content-blocks.js';
import { MessageDraft } from './message-draft.js';

const TYPE = /^\s*\{\s*"type"\s*:\s*"(\w+)"/;

/**
 * Writes a reply as the events of a message. Events that came in that form go out as they came, until a stage changed
 * one: from there on all are encoded from their parts, behind the blocks that the client knows.
 */
export class EventEncoder {
  private readonly draft: MessageDraft;
  private started = false;
  private stopped = false;
  private encoding = false;

  /** `holdsStop`: the provider's own `message_stop` is left to `end()`, which has something to add to it. */
  constructor(
    reply: AnsweredBy,
    private readonly holdsStop = false,
  ) {
    this.draft = new MessageDraft(reply);
  }

  /** The events of a chunk; empty where there is nothing to tell the client. */
  encode({ parts, wire }: ReplyChunk): string {
    const own = wire?.dialect === 'anthropic-messages' && wire.form === 'event' ? wire : undefined;
    const type = own && typeOf(own);
    if (own !== undefined && type !== undefined && !this.encoding) return this.pass(own, type);

    this.encoding = true;
    const events = this.draft.add(parts);
    if (type === 'content_block_stop') events.push(...this.draft.blocks.close());
    return this.start() + events.map(frame).join('');
  }

  /** What follows the last chunk of a reply that ended well; `record` is told where the client asked for it. */
  end(settled: TokenUsage, record?: DecisionRecord): string {
    if (this.stopped) return '';
    const events = [
      ...this.draft.blocks.finish(),
      ...(this.encoding || !this.started ? [this.draft.deltaEvent(settled)] : []),
      { type: 'message_stop', ...decisionField(record) },
    ];
    return this.start() + events.map(frame).join('');
  }

  private start(): string {
    if (this.started) return '';
    this.started = true;
    return frame(this.draft.startEvent()) + frame({ type: 'ping' });
  }

  private pass({ data }: WireFrame, type: string): string {
    if (type === 'message_start') this.started = true;
    if (type === 'message_stop') {
      if (this.holdsStop) return '';
      this.stopped = true;
    }
    if (type === 'content_block_start' || type === 'content_block_stop') {
      this.draft.blocks.follow(JSON.parse(data) as BlockEvent);
    }
    return eventFrame(data, type);
  }
}

function frame(event: { readonly type: string }): string {
  return eventFrame(JSON.stringify(event), event.type);
}

function typeOf({ data }: WireFrame): string | undefined {
  const type = TYPE.exec(data)?.[1] ?? (JSON.parse(data) as { type?: unknown }).type;
  return typeof type === 'string' ? type : undefined;
}
