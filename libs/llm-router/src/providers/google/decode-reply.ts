import type { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, parseJson, textOf } from '../json-value.js';
import type { ReplyDecoder } from '../reply-decoder.js';
import { type FailureContext, protocolBroken, upstreamFailure } from '../upstream-failure.js';
import { Candidate } from './decode-candidate.js';
import { mapError } from './map-error.js';
import { mapUsage } from './map-usage.js';
import { servedTier } from './served-tier.js';
import type { WireResponse } from './wire-types.js';

/** A reply of `generateContent`: `event()` for each event of a stream, or `document()` once. A stream just ends. */
export class GeminiReplyDecoder implements ReplyDecoder {
  readonly ended = false;
  private described = false;
  private serviceTier: string | undefined;
  private readonly candidates = new Map<number, Candidate>();

  constructor(
    private readonly context: FailureContext,
    /** Makes ids where the reply has none. */
    private readonly callId: string,
  ) {}

  event(data: string): ReplyChunk {
    return { parts: this.parts('event', data) };
  }

  document(text: string): ReplyChunk {
    const parts = this.parts('document', text);
    if (this.candidates.size === 0) throw this.broken('its answer holds no candidate');
    return { parts };
  }

  assertFinished(): void {
    if (this.candidates.size === 0) throw this.broken('its stream ended without an answer');
    if (![...this.candidates.values()].every((it) => it.finished)) {
      throw this.broken('its stream ended before it was finished');
    }
  }

  private parts(form: string, data: string): ReplyPart[] {
    const response = parseJson(data);
    if (!isObject(response)) {
      throw Array.isArray(response)
        ? mapError({ headers: {}, body: response }, this.context)
        : this.broken(`its ${form} is not a JSON object`);
    }
    if (isObject(response.error)) throw mapError({ headers: {}, body: response }, this.context);
    const blocked = textOf(objectOf(response.promptFeedback).blockReason);
    if (blocked !== undefined) {
      throw upstreamFailure({ code: 'content_filtered' }, this.context);
    }
    const parts: ReplyPart[] = [];
    this.describe(response, parts);
    for (const candidate of listOf(response.candidates)) {
      this.candidate(objectOf(candidate), textOf(response.responseId), parts);
    }
    const usage = mapUsage(response.usageMetadata);
    if (usage !== undefined) parts.push({ type: 'usage', usage });
    return parts;
  }

  private describe(response: WireResponse, parts: ReplyPart[]): void {
    const id = this.described ? undefined : textOf(response.responseId);
    const model = this.described ? undefined : textOf(response.modelVersion);
    const served = servedTier(response.usageMetadata);
    const serviceTier = served === this.serviceTier ? undefined : served;
    if (id === undefined && model === undefined && serviceTier === undefined) return;
    this.described ||= id !== undefined || model !== undefined;
    this.serviceTier = served ?? this.serviceTier;
    parts.push({
      type: 'metadata',
      ...(id === undefined ? {} : { id }),
      ...(model === undefined ? {} : { model }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    });
  }

  private candidate(
    wire: Record<string, unknown>,
    responseId: string | undefined,
    parts: ReplyPart[],
  ): void {
    const choice = typeof wire.index === 'number' ? wire.index : 0;
    let candidate = this.candidates.get(choice);
    if (candidate === undefined) {
      candidate = new Candidate(choice, responseId ?? this.callId);
      this.candidates.set(choice, candidate);
    }
    candidate.decode(wire, parts);
  }

  private broken(what: string): UpstreamError {
    return protocolBroken(this.context.provider, what);
  }
}
