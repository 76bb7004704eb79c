import type { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyChunk, WireFrame } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { jsonObject } from '../json-object.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import type { ReplyDecoder } from '../reply-decoder.js';
import { finishPart, STOP_REASONS } from '../stop-reasons.js';
import { type FailureContext, protocolBroken } from '../upstream-failure.js';
import { ContentBlocks } from './content-blocks.js';
import { DIALECT } from './encode-content.js';
import { mapError } from './map-error.js';
import { MessageUsage } from './map-usage.js';
import type { WireEvent, WireMessage } from './wire-types.js';

const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map(STOP_REASONS);

/** A reply of the Messages API: `event()` for each event of a stream, or `document()` once. It has one choice. */
export class MessageReplyDecoder implements ReplyDecoder {
  ended = false;
  private started = false;
  private finished = false;
  private readonly usage = new MessageUsage();
  private readonly blocks = new ContentBlocks();

  constructor(private readonly context: FailureContext) {}

  event(data: string): ReplyChunk {
    const event = this.parse('event', data);
    const parts: ReplyPart[] = [];
    switch (event.type) {
      case 'message_start':
        this.describe(objectOf(event.message), parts);
        this.begin(objectOf(event.message).usage, parts);
        break;
      case 'content_block_start':
        this.blocks.start(event.index, objectOf(event.content_block), parts);
        break;
      case 'content_block_delta':
        this.blocks.delta(event.index, objectOf(event.delta), parts);
        break;
      case 'content_block_stop':
        this.blocks.stop(event.index, parts);
        break;
      case 'message_delta':
        this.finish(objectOf(event.delta).stop_reason, parts);
        this.count(event.usage, parts);
        break;
      case 'message_stop':
        this.ended = true;
        break;
    }
    return { parts, wire: wire('event', data) };
  }

  document(text: string): ReplyChunk {
    const message: WireMessage = this.parse('document', text);
    if (!Array.isArray(message.content)) throw this.broken('its answer is not a message');
    const parts: ReplyPart[] = [];
    this.describe(message, parts);
    for (const [index, block] of listOf(message.content).entries()) {
      this.blocks.start(index, objectOf(block), parts);
      this.blocks.stop(index, parts);
    }
    this.finish(message.stop_reason, parts);
    this.count(message.usage, parts);
    return { parts, wire: wire('document', text) };
  }

  assertFinished(): void {
    if (!this.started) throw this.broken('its stream ended without an answer');
    if (!this.ended && !this.finished) {
      throw this.broken('its stream ended before it was finished');
    }
  }

  private parse(form: WireFrame['form'], data: string): WireEvent {
    const value = jsonObject(form, data, this.context.provider);
    if (value.type === 'error' || isObject(value.error)) {
      throw mapError({ headers: {}, body: value }, this.context);
    }
    return value;
  }

  private describe(message: WireMessage, parts: ReplyPart[]): void {
    this.started = true;
    const id = textOf(message.id);
    const model = textOf(message.model);
    const serviceTier = textOf(objectOf(message.usage).service_tier);
    parts.push({
      type: 'metadata',
      ...(id === undefined ? {} : { id }),
      ...(model === undefined ? {} : { model }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    });
  }

  /** The prompt is counted at the beginning; the output in it is a placeholder. */
  private begin(wireUsage: unknown, parts: ReplyPart[]): void {
    const usage = this.usage.merge(wireUsage);
    if (usage !== undefined) {
      parts.push({ type: 'usage', usage: { ...usage, output: 0, reasoning: 0 } });
    }
  }

  private finish(stopReason: unknown, parts: ReplyPart[]): void {
    const raw = textOf(stopReason);
    if (raw === undefined) return;
    this.finished = true;
    parts.push(finishPart(FINISH_REASONS, raw));
  }

  private count(wireUsage: unknown, parts: ReplyPart[]): void {
    const usage = this.usage.merge(wireUsage);
    if (usage !== undefined) parts.push({ type: 'usage', usage });
  }

  private broken(what: string): UpstreamError {
    return protocolBroken(this.context.provider, what);
  }
}

function wire(form: WireFrame['form'], data: string): WireFrame {
  return { dialect: DIALECT, form, data };
}
