import type { AttemptRecord, EndStatus } from '../contracts/attempt.js';
import type { Candidate } from '../contracts/candidate.js';
import type { Clock } from '../contracts/clock.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { ProviderReply } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { embedReply } from './embed-reply.js';
import { PhaseTimer } from './phase-timer.js';
import { ReplyTally } from './reply-tally.js';

/** Milliseconds; `Infinity` where a phase has no limit of its own. */
export interface AttemptLimits {
  readonly connectMs: number;
  readonly firstPartMs: number;
  readonly idleMs: number;
  readonly attemptMs: number;
}

/**
 * One try at one provider: opened up to its commit point by `open()`, then an iterator over the rest. It ends exactly
 * once (finished, failed, timed out, aborted or left early), and is then in the call's journal.
 */
export class Attempt implements AsyncIterableIterator<ReplyChunk> {
  warnings: readonly string[] = [];
  rateLimit: ProviderReply['rateLimit'];
  private readonly controller = new AbortController();
  private readonly timer = new PhaseTimer((phase, limitMs) => this.expire(phase, limitMs));
  private readonly total = new PhaseTimer((phase, limitMs) => this.expire(phase, limitMs));
  private readonly tally = new ReplyTally();
  private readonly startedAt: number;
  private readonly startedMono: number;
  private upstream: AsyncIterator<ReplyChunk> | undefined;
  private upstreamRequestId: string | undefined;
  private credential: string | undefined;
  private committedMono: number | undefined;
  private head: ReplyChunk[] = [];
  private failure: LlmRouterError | undefined;
  private interrupt: ((reason: LlmRouterError) => void) | undefined;
  private ended = false;

  constructor(
    readonly index: number,
    readonly candidate: Candidate,
    private readonly exchange: Exchange,
    private readonly limits: AttemptLimits,
    private readonly clock: Clock,
    private readonly onEnd: (record: AttemptRecord, failure: LlmRouterError | undefined) => void,
  ) {
    this.startedAt = clock.now();
    this.startedMono = clock.monotonic();
  }

  /** Resolves at the commit point: the first content part is here, or the reply finished without any. */
  async open(): Promise<void> {
    this.exchange.signal.addEventListener('abort', this.onCallerAbort, { once: true });
    if (this.exchange.signal.aborted) this.onCallerAbort();
    this.total.enter('attempt', this.limits.attemptMs);
    if (this.exchange.delivery === 'stream') {
      this.timer.enter('first part', this.limits.firstPartMs);
    }
    try {
      const reply = await this.orInterrupted(this.request());
      this.warnings = reply.warnings;
      this.rateLimit = reply.rateLimit;
      this.upstreamRequestId = reply.upstreamRequestId;
      this.credential = reply.credential;
      this.upstream = reply.chunks[Symbol.asyncIterator]();
      while (this.committedMono === undefined) {
        const pulled = await this.orInterrupted(this.upstream.next());
        if (pulled.done) throw this.broken('it ended without an answer');
        this.head.push(pulled.value);
        if (this.tally.observe(pulled.value.parts)) this.committedMono = this.clock.monotonic();
      }
      this.timer.stop();
    } catch (error) {
      const failure = this.asRouterError(error);
      this.end(failure.endStatus, failure);
      throw failure;
    }
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    const first = this.head.shift();
    if (first !== undefined) return { done: false, value: first };
    if (this.ended || this.upstream === undefined) return this.afterEnd();
    try {
      // Only while somebody waits: a slow reader's pauses are not the provider's.
      this.timer.enter('idle', this.limits.idleMs);
      const pulled = await this.orInterrupted(this.upstream.next());
      this.timer.stop();
      if (pulled.done) {
        this.end('succeeded');
        return { done: true, value: undefined };
      }
      this.tally.observe(pulled.value.parts);
      return pulled;
    } catch (error) {
      throw this.interrupted(this.asRouterError(error));
    }
  }

  /** Leaving early closes the upstream socket; what was received is accounted for. */
  async return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    this.head = [];
    this.end('aborted');
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private request() {
    const { id, request, embedding, delivery } = this.exchange;
    const { provider, upstreamModel } = this.candidate;
    const call = {
      id,
      upstreamModel,
      signal: this.controller.signal,
      connectTimeoutMs: this.limits.connectMs,
    };
    return embedding === undefined
      ? provider.open({ ...call, request, delivery })
      : embedReply(provider, { ...call, request: embedding });
  }

  /** Waits for the upstream, but not longer than until a timer or the caller ends the attempt. */
  private orInterrupted<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.interrupt = reject;
      if (this.failure !== undefined) reject(this.failure);
      work.then(resolve, reject);
    });
  }

  private readonly onCallerAbort = (): void => {
    this.stop(this.exchange.signal.reason as LlmRouterError);
  };

  private expire(phase: string, limitMs: number): void {
    this.stop(
      new UpstreamError(
        `Provider ${this.candidate.provider.id} kept silent: its ${phase} limit of ${limitMs} ms passed.`,
        { code: 'timeout', provider: this.candidate.provider.id },
      ),
    );
  }

  /** Ends a try that a timer or the caller gave up, whether somebody is waiting for a chunk or not. */
  private stop(failure: LlmRouterError): void {
    this.failure ??= failure;
    this.interrupt?.(this.failure);
    if (this.committedMono !== undefined) this.interrupted(this.failure);
  }

  /** After the commit point a failure is final, and says so. */
  private interrupted(failure: LlmRouterError): LlmRouterError {
    if (this.failure?.code !== 'stream_interrupted') this.failure = this.afterCommit(failure);
    this.end(this.failure.endStatus, this.failure);
    return this.failure;
  }

  private afterCommit(failure: LlmRouterError): LlmRouterError {
    if (this.exchange.signal.aborted) return failure;
    const { id } = this.candidate.provider;
    return new UpstreamError(`The reply of provider ${id} broke off: ${failure.message}`, {
      code: 'stream_interrupted',
      provider: id,
      cause: failure,
    });
  }

  private afterEnd(): IteratorResult<ReplyChunk, undefined> {
    if (this.failure !== undefined) throw this.failure;
    return { done: true, value: undefined };
  }

  private end(status: EndStatus, failure?: LlmRouterError): void {
    if (this.ended) return;
    this.ended = true;
    this.timer.stop();
    this.total.stop();
    this.exchange.signal.removeEventListener('abort', this.onCallerAbort);
    if (status !== 'succeeded') {
      this.controller.abort(failure ?? this.broken('the caller left'));
      this.upstream?.return?.().catch(() => undefined);
    }
    this.onEnd(this.record(status, failure), failure);
  }

  private record(status: EndStatus, failure: LlmRouterError | undefined): AttemptRecord {
    const { candidate, tally } = this;
    const answered = this.committedMono !== undefined;
    const usage = answered ? tally.usageOr(() => this.promptCharacters()) : NO_USAGE;
    return {
      id: `${this.exchange.id}-${this.index}`,
      index: this.index,
      provider: candidate.provider.id,
      model: candidate.id,
      startedAt: this.startedAt,
      firstPartMs: answered ? this.committedMono! - this.startedMono : undefined,
      durationMs: this.clock.monotonic() - this.startedMono,
      status,
      failure: failure?.facts(),
      finishReason: tally.finishReason,
      servedModel: tally.servedModel,
      upstreamRequestId: this.upstreamRequestId,
      credential: this.credential ?? (failure as Partial<UpstreamError> | undefined)?.credential,
      usage,
      // What never answered is not billed.
      cost: answered ? (candidate.price?.costOf(usage) ?? null) : 0n,
      priceVersion: candidate.price?.version,
    };
  }

  private promptCharacters(): number {
    const { request, embedding } = this.exchange;
    return JSON.stringify(embedding?.input ?? request.messages).length;
  }

  private asRouterError(error: unknown): LlmRouterError {
    if (this.failure !== undefined) return this.failure;
    return LlmRouterError.isInstance(error) ? error : this.broken('its adapter failed', error);
  }

  private broken(what: string, cause?: unknown): UpstreamError {
    const { id } = this.candidate.provider;
    return new UpstreamError(`Provider ${id} gave no usable answer: ${what}.`, {
      code: 'protocol_broken',
      provider: id,
      cause,
    });
  }
}
