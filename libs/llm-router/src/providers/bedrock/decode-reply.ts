import type { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { jsonObject } from '../json-object.js';
import { listOf, objectOf, textOf } from '../json-value.js';
import type { ReplyDecoder } from '../reply-decoder.js';
import { finishPart, STOP_REASONS } from '../stop-reasons.js';
import { type FailureContext, protocolBroken } from '../upstream-failure.js';
import { ContentBlocks } from './content-blocks.js';
import { mapError } from './map-error.js';
import { mapUsage } from './map-usage.js';

/** `stopReason` of the API reference; the others are of no use to a caller. */
const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ...STOP_REASONS,
  ['content_filtered', 'content_filter'],
  ['guardrail_intervened', 'content_filter'],
]);

/** A reply of Converse: `event()` for each event of a stream, or `document()` once. It has one choice. */
export class ConverseReplyDecoder implements ReplyDecoder {
  /** Usage comes last, behind the reason to stop. */
  ended = false;
  private started = false;
  private finished = false;
  private readonly blocks: ContentBlocks;

  constructor(
    private readonly context: FailureContext,
    signer: string,
  ) {
    this.blocks = new ContentBlocks(signer);
  }

  event(data: string): ReplyChunk {
    const [[name = '', value] = []] = Object.entries(
      jsonObject('event', data, this.context.provider),
    );
    const payload = objectOf(value);
    const block = payload.contentBlockIndex;
    const parts: ReplyPart[] = [];
    switch (name) {
      case 'messageStart':
        this.started = true;
        break;
      case 'contentBlockStart':
        this.blocks.start(block, objectOf(payload.start), parts);
        break;
      case 'contentBlockDelta':
        this.blocks.delta(block, objectOf(payload.delta), parts);
        break;
      case 'contentBlockStop':
        this.blocks.stop(block, parts);
        break;
      case 'messageStop':
        this.finish(payload.stopReason, parts);
        break;
      case 'metadata':
        this.describe(payload.serviceTier, parts);
        this.count(payload.usage, parts);
        this.ended = this.finished;
        break;
      case 'error':
        throw this.failure(textOf(payload.code), payload);
      default:
        if (/exception$/i.test(name)) throw this.failure(name, payload);
    }
    return { parts };
  }

  document(text: string): ReplyChunk {
    const reply = jsonObject('document', text, this.context.provider);
    const { content } = objectOf(objectOf(reply.output).message);
    if (!Array.isArray(content)) throw this.broken('its answer is not a message');
    const parts: ReplyPart[] = [];
    this.describe(reply.serviceTier, parts);
    for (const block of listOf(content)) this.blocks.whole(objectOf(block), parts);
    this.finish(reply.stopReason, parts);
    this.count(reply.usage, parts);
    return { parts };
  }

  assertFinished(): void {
    if (!this.started) throw this.broken('its stream ended without an answer');
    if (!this.finished) throw this.broken('its stream ended before it was finished');
  }

  /** `ServiceTier` of the API reference: `{type}`. */
  private describe(wire: unknown, parts: ReplyPart[]): void {
    const serviceTier = textOf(objectOf(wire).type);
    if (serviceTier !== undefined) parts.push({ type: 'metadata', serviceTier });
  }

  private finish(stopReason: unknown, parts: ReplyPart[]): void {
    const raw = textOf(stopReason);
    if (raw === undefined) return;
    this.finished = true;
    parts.push(finishPart(FINISH_REASONS, raw));
  }

  private count(wire: unknown, parts: ReplyPart[]): void {
    const usage = mapUsage(wire);
    if (usage !== undefined) parts.push({ type: 'usage', usage });
  }

  private failure(type: string | undefined, body: unknown): UpstreamError {
    return mapError({ headers: {}, body, ...(type === undefined ? {} : { type }) }, this.context);
  }

  private broken(what: string): UpstreamError {
    return protocolBroken(this.context.provider, what);
  }
}
