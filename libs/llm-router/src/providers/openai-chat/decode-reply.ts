import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyChunk, WireFrame } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, parseJson, textOf } from '../json-value.js';
import type { ReplyDecoder } from '../reply-decoder.js';
import { type FailureContext, protocolBroken } from '../upstream-failure.js';
import { decodeMessage, decodeToolCall } from './decode-message.js';
import { mapError } from './map-error.js';
import { mapUsage } from './map-usage.js';
import { ToolCallIndex } from './tool-call-index.js';
import type { WireChoice, WireCompletion } from './wire-types.js';

const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'tool_calls'],
  ['content_filter', 'content_filter'],
]);

/** What is known of one choice while it streams. */
interface ChoiceState {
  finished: boolean;
  toolCalls: ToolCallIndex | undefined;
}

/** A Chat Completions reply: `event()` for each chunk of a stream, or `document()` once. */
export class ChatReplyDecoder implements ReplyDecoder {
  ended = false;
  private described = false;
  private serviceTier: string | undefined;
  private readonly choices = new Map<number, ChoiceState>();
  /** Set where the parts of the current frame say something else than its wire text. */
  private corrected = false;

  constructor(private readonly context: FailureContext) {}

  event(data: string): ReplyChunk | undefined {
    if (data === '[DONE]') {
      this.ended = true;
      return undefined;
    }
    return this.chunk('event', data);
  }

  document(text: string): ReplyChunk {
    const chunk = this.chunk('document', text);
    if (this.choices.size === 0) throw this.broken('its answer holds no choice');
    return chunk;
  }

  assertFinished(): void {
    if (this.choices.size === 0) throw this.broken('its stream ended without an answer');
    const finished = [...this.choices.values()].every((it) => it.finished);
    if (!finished && !this.ended) throw this.broken('its stream ended before it was finished');
  }

  private chunk(form: WireFrame['form'], data: string): ReplyChunk {
    const completion = parseJson(data);
    if (!isObject(completion)) {
      throw Array.isArray(completion)
        ? this.failure(completion)
        : this.broken(`its ${form} is not a JSON object`);
    }
    this.corrected = false;
    const parts = this.parts(completion);
    return this.corrected ? { parts } : { parts, wire: { dialect: 'openai-chat', form, data } };
  }

  private parts(completion: WireCompletion): ReplyPart[] {
    if (isObject(completion.error) || textOf(completion.error) !== undefined) {
      throw this.failure(completion);
    }
    const parts: ReplyPart[] = [];
    if (!this.described) this.describe(completion, parts);
    else this.correctTier(textOf(completion.service_tier), parts);
    for (const choice of listOf(completion.choices)) this.choice(objectOf(choice), parts);
    const usage = mapUsage(completion.usage);
    if (usage !== undefined) parts.push({ type: 'usage', usage });
    return parts;
  }

  private describe(completion: WireCompletion, parts: ReplyPart[]): void {
    const id = textOf(completion.id);
    const model = textOf(completion.model);
    // Azure begins with an event about its content filter, where both are empty.
    if (id === undefined && model === undefined) return;
    this.described = true;
    const { created } = completion;
    const systemFingerprint = textOf(completion.system_fingerprint);
    const serviceTier = textOf(completion.service_tier);
    this.serviceTier = serviceTier;
    parts.push({
      type: 'metadata',
      ...(id === undefined ? {} : { id }),
      ...(model === undefined ? {} : { model }),
      ...(typeof created === 'number' ? { created } : {}),
      ...(systemFingerprint === undefined ? {} : { systemFingerprint }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    });
  }

  /** What served the reply may be told late. */
  private correctTier(serviceTier: string | undefined, parts: ReplyPart[]): void {
    if (serviceTier === undefined || serviceTier === this.serviceTier) return;
    this.serviceTier = serviceTier;
    parts.push({ type: 'metadata', serviceTier });
  }

  private choice(wire: WireChoice, parts: ReplyPart[]): void {
    const choice = typeof wire.index === 'number' ? wire.index : 0;
    let state = this.choices.get(choice);
    if (state === undefined) {
      state = { finished: false, toolCalls: undefined };
      this.choices.set(choice, state);
    }
    const message = objectOf(wire.delta ?? wire.message);
    decodeMessage(message, choice, parts);
    for (const call of listOf(message.tool_calls)) {
      state.toolCalls ??= new ToolCallIndex();
      const part = decodeToolCall(call, choice, state.toolCalls);
      this.corrected ||= wire.delta !== undefined && objectOf(call).index !== part.index;
      parts.push(part);
    }
    const raw = textOf(wire.finish_reason);
    if (raw !== undefined) parts.push(this.finish(choice, raw, state));
  }

  private finish(choice: number, raw: string, state: ChoiceState): ReplyPart {
    if (raw === 'error') {
      const { provider } = this.context;
      throw new UpstreamError(`Provider ${provider} broke its answer off.`, {
        code: 'server_error',
        provider,
      });
    }
    state.finished = true;
    const reason = FINISH_REASONS.get(raw) ?? 'other';
    if (reason !== 'stop' || state.toolCalls === undefined) {
      return { type: 'finish', choice, reason, raw };
    }
    // Google and Ollama say `stop` after a tool call; callers look for `tool_calls`.
    this.corrected = true;
    return { type: 'finish', choice, reason: 'tool_calls', raw };
  }

  private failure(body: unknown): UpstreamError {
    return mapError({ headers: {}, body }, this.context);
  }

  private broken(what: string): UpstreamError {
    return protocolBroken(this.context.provider, what);
  }
}
