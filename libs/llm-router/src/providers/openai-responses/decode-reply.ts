import type { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { jsonObject } from '../json-object.js';
import { type JsonObject, isObject, objectOf, textOf } from '../json-value.js';
import type { ReplyDecoder } from '../reply-decoder.js';
import { type FailureContext, protocolBroken } from '../upstream-failure.js';
import { mapFailure } from './map-error.js';
import { mapUsage } from './map-usage.js';
import { OutputItems } from './output-items.js';
import type { WireEvent, WireResponse } from './wire-types.js';

const INCOMPLETE: ReadonlyMap<string, FinishReason> = new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'content_filter'],
]);

/** A reply of the Responses API: `event()` for each event of a stream, or `document()` once. It has one choice. */
export class ResponseReplyDecoder implements ReplyDecoder {
  ended = false;
  private described = false;
  private serviceTier: string | undefined;
  private readonly items = new OutputItems();

  constructor(private readonly context: FailureContext) {}

  event(data: string): ReplyChunk | undefined {
    // Proxies add it; the API itself does not.
    if (data === '[DONE]') return undefined;
    const event: WireEvent = jsonObject('event', data, this.context.provider);
    const parts: ReplyPart[] = [];
    this.read(event, objectOf(event.response), parts);
    return { parts };
  }

  document(text: string): ReplyChunk {
    const response = jsonObject('document', text, this.context.provider);
    if (isObject(response.error) && !Array.isArray(response.output)) {
      throw mapFailure(response.error, this.context);
    }
    if (!Array.isArray(response.output)) throw this.broken('its answer is not a response');
    const parts: ReplyPart[] = [];
    this.describe(response, parts);
    for (const [index, item] of response.output.entries()) {
      this.items.done(index, objectOf(item), parts);
    }
    this.finish(response, parts);
    return { parts };
  }

  assertFinished(): void {
    if (!this.described) throw this.broken('its stream ended without an answer');
    if (!this.ended) throw this.broken('its stream ended before it was finished');
  }

  private read(event: WireEvent, response: JsonObject, parts: ReplyPart[]): void {
    const { output_index: index, delta } = event;
    switch (event.type) {
      case 'response.created':
      case 'response.in_progress':
        this.describe(response, parts);
        break;
      case 'response.output_item.added':
        this.items.added(index, objectOf(event.item), parts);
        break;
      case 'response.output_item.done':
        this.items.done(index, objectOf(event.item), parts);
        break;
      case 'response.output_text.delta':
        this.items.text(index, 'text', delta, parts);
        break;
      case 'response.refusal.delta':
        this.items.text(index, 'refusal', delta, parts);
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        this.items.text(index, 'reasoning', delta, parts);
        break;
      case 'response.reasoning_summary_part.added':
        this.items.summary(index, parts);
        break;
      case 'response.function_call_arguments.delta':
        this.items.arguments(index, delta, parts);
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        this.describe(response, parts);
        this.finish(response, parts);
        break;
      case 'error':
        throw mapFailure(event.error ?? event, this.context);
    }
  }

  private describe(response: WireResponse, parts: ReplyPart[]): void {
    const serviceTier = textOf(response.service_tier);
    if (this.described) {
      // It begins with the tier that was asked for, e.g. `auto`, and ends with the one that served it.
      if (serviceTier !== undefined && serviceTier !== this.serviceTier) {
        parts.push({ type: 'metadata', serviceTier });
      }
      this.serviceTier = serviceTier ?? this.serviceTier;
      return;
    }
    this.described = true;
    this.serviceTier = serviceTier;
    const id = textOf(response.id);
    const model = textOf(response.model);
    const { created_at: created } = response;
    parts.push({
      type: 'metadata',
      ...(id === undefined ? {} : { id }),
      ...(model === undefined ? {} : { model }),
      ...(typeof created === 'number' ? { created } : {}),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    });
  }

  private finish(response: WireResponse, parts: ReplyPart[]): void {
    const status = textOf(response.status) ?? '';
    const cause = textOf(objectOf(response.incomplete_details).reason);
    if (status !== 'completed' && status !== 'incomplete') {
      throw isObject(response.error)
        ? mapFailure(response.error, this.context)
        : this.broken(`its response is ${JSON.stringify(status.slice(0, 40))}`);
    }
    this.ended = true;
    const raw = cause ?? status;
    const reason =
      status === 'incomplete'
        ? (INCOMPLETE.get(cause ?? '') ?? 'other')
        : this.items.hasCalls
          ? 'tool_calls'
          : 'stop';
    parts.push({ type: 'finish', choice: 0, reason, raw });
    const usage = mapUsage(response.usage);
    if (usage !== undefined) parts.push({ type: 'usage', usage });
  }

  private broken(what: string): UpstreamError {
    return protocolBroken(this.context.provider, what);
  }
}
