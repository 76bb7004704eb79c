import type { AttemptRecord, EndStatus } from '../contracts/attempt.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { Clock } from '../contracts/clock.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { ProviderReply } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { Rung } from '../contracts/rung.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import type { AttemptInit, AttemptLimits } from './attempt-init.js';
import type { Trial } from './circuit-breaker.js';
import { embedReply } from './embed-reply.js';
import { PhaseTimer } from './phase-timer.js';
import { ReplyTally } from './reply-tally.js';

/**
 * One try at one provider: opened up to its commit point by `open()`, then an iterator over the rest. It ends exactly
 * once (finished, failed, timed out, aborted or left early), and is then in the call's journal.
 */
export class Attempt implements AsyncIterableIterator<ReplyChunk> {
  warnings: readonly string[] = [];
  rateLimit: ProviderReply['rateLimit'];
  readonly candidate: Candidate;
  readonly index: number;
  private readonly exchange: Exchange;
  private readonly limits: AttemptLimits;
  private readonly clock: Clock;
  private readonly controller = new AbortController();
  private readonly timer: PhaseTimer;
  private readonly total: PhaseTimer;
  private readonly tally = new ReplyTally();
  private readonly startedAt: number;
  private readonly startedMono: number;
  private upstream: AsyncIterator<ReplyChunk> | undefined;
  private upstreamRequestId: string | undefined;
  private credential: string | undefined;
  private openedMono: number | undefined;
  private committedMono: number | undefined;
  private head: ReplyChunk[] = [];
  private failure: LlmRouterError | undefined;
  private interrupt: ((reason: LlmRouterError) => void) | undefined;
  private ended = false;

  constructor(private readonly init: AttemptInit) {
    const { clock } = init;
    this.candidate = init.target.candidate;
    this.index = init.index;
    this.exchange = init.exchange;
    this.limits = init.limits;
    this.clock = clock;
    this.timer = new PhaseTimer(clock, (phase, limitMs) => this.expire(phase, limitMs));
    this.total = new PhaseTimer(clock, (phase, limitMs) => this.expire(phase, limitMs));
    this.startedAt = clock.now();
    this.startedMono = clock.monotonic();
  }

  get rung(): Rung | undefined {
    return this.init.target.rung;
  }

  get trial(): Trial {
    return this.init.trial;
  }

  /** What was sent. */
  get request(): ChatRequest {
    return this.init.target.request ?? this.exchange.request;
  }

  /** What has come so far, or the estimate of it. */
  get usage(): TokenUsage {
    return this.tally.usageOr(() => this.promptCharacters());
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
      const reply = await this.orInterrupted(this.send());
      this.openedMono = this.clock.monotonic();
      this.init.trace.opened(reply.rateLimit, reply.credential);
      this.warnings = reply.warnings;
      this.rateLimit = reply.rateLimit;
      this.upstreamRequestId = reply.upstreamRequestId;
      this.credential = reply.credential;
      this.upstream = reply.chunks[Symbol.asyncIterator]();
      while (this.committedMono === undefined) {
        const pulled = await this.orInterrupted(this.upstream.next());
        if (pulled.done) throw this.broken('it ended without an answer');
        this.head.push(pulled.value);
        if (this.tally.observe(pulled.value.parts)) this.commit();
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

  /** Ends a try whose call another one answers. What it was sent is accounted for. */
  abandon(reason: LlmRouterError): void {
    this.failure ??= reason;
    this.interrupt?.(this.failure);
    this.end('aborted', this.failure);
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

  private commit(): void {
    this.committedMono = this.clock.monotonic();
    this.init.trace.firstPart(this.committedMono - this.startedMono);
  }

  private send() {
    const { id, embedding, delivery, deadline } = this.exchange;
    const { provider, upstreamModel } = this.candidate;
    const call = {
      id,
      upstreamModel,
      signal: this.controller.signal,
      connectTimeoutMs: this.limits.connectMs,
      remainingMs: Math.max(1, deadline - this.startedAt),
    };
    return embedding === undefined
      ? provider.open({ ...call, request: this.request, delivery })
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
    const record = this.record(status, failure);
    this.init.trace.ended(record);
    this.init.onEnd(record, failure);
  }

  private record(status: EndStatus, failure: LlmRouterError | undefined): AttemptRecord {
    const { candidate, tally, init } = this;
    const answered = this.committedMono !== undefined;
    // A try that we gave up for a better one had its prompt read: that is billed, and we have to estimate it.
    const billed = answered || failure?.code === 'hedge_lost';
    const usage = billed ? this.usage : NO_USAGE;
    return {
      id: `${this.exchange.id}-${this.index}`,
      index: this.index,
      kind: init.kind,
      rung: init.target.rung,
      provider: candidate.provider.id,
      model: candidate.id,
      region: candidate.facts.region ?? candidate.provider.region,
      startedAt: this.startedAt,
      waitedMs: init.waitedMs,
      openedMs: since(this.startedMono, this.openedMono),
      firstPartMs: since(this.startedMono, this.committedMono),
      durationMs: this.clock.monotonic() - this.startedMono,
      status,
      failure: failure?.facts(),
      finishReason: tally.finishReason,
      servedModel: tally.servedModel,
      upstreamRequestId: this.upstreamRequestId,
      credential: this.credential ?? (failure as Partial<UpstreamError> | undefined)?.credential,
      usage,
      // What never answered is not billed.
      cost: billed ? (candidate.price?.costOf(usage) ?? null) : 0n,
      priceVersion: candidate.price?.version,
    };
  }

  private promptCharacters(): number {
    return JSON.stringify(this.exchange.embedding?.input ?? this.request.messages).length;
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

function since(start: number, end: number | undefined): number | undefined {
  return end === undefined ? undefined : end - start;
}
