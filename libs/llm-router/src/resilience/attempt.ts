import type { EndStatus } from '../contracts/attempt.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { ProviderReply } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { Rung } from '../contracts/rung.js';
import type { TokenUsage } from '../contracts/token-usage.js';
import type { AttemptAccount } from './attempt-account.js';
import type { AttemptInit, AttemptLimits } from './attempt-init.js';
import { AttemptProgress } from './attempt-progress.js';
import type { Trial } from './circuit-breaker.js';
import { embedReply } from './embed-reply.js';
import { PhaseTimer } from './phase-timer.js';

/**
 * One try at one provider: opened up to its commit point by `open()`, then an iterator over the rest. It ends exactly
 * once (finished, failed, timed out, aborted or left early), and is then in the call's journal.
 */
export class Attempt implements AsyncIterableIterator<ReplyChunk> {
  readonly candidate: Candidate;
  private readonly exchange: Exchange;
  private readonly limits: AttemptLimits;
  private readonly controller = new AbortController();
  private readonly timer: PhaseTimer;
  private readonly total: PhaseTimer;
  private readonly progress: AttemptProgress;
  private account: AttemptAccount | undefined;
  private upstream: AsyncIterator<ReplyChunk> | undefined;
  private head: ReplyChunk[] = [];
  private failure: LlmRouterError | undefined;
  private interrupt: ((reason: LlmRouterError) => void) | undefined;
  private ended = false;

  constructor(private readonly init: AttemptInit) {
    const { clock } = init;
    this.candidate = init.target.candidate;
    this.exchange = init.exchange;
    this.limits = init.limits;
    this.timer = new PhaseTimer(clock, (phase, limitMs) => this.expire(phase, limitMs));
    this.total = new PhaseTimer(clock, (phase, limitMs) => this.expire(phase, limitMs));
    this.progress = new AttemptProgress(init);
  }

  get rung(): Rung | undefined {
    return this.init.target.rung;
  }

  get trial(): Trial {
    return this.init.trial;
  }

  /** What was sent. */
  get request(): ChatRequest {
    return this.progress.request;
  }

  get warnings(): readonly string[] {
    return this.progress.reply?.warnings ?? [];
  }

  get rateLimit(): ProviderReply['rateLimit'] {
    return this.progress.reply?.rateLimit;
  }

  /** What it took, once it has ended. */
  async usage(): Promise<TokenUsage> {
    const { counted, record } = this.account!;
    return (counted === undefined ? record : await counted).usage;
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
      this.progress.open(reply);
      this.upstream = reply.chunks[Symbol.asyncIterator]();
      while (!this.progress.tally.committed) {
        const pulled = await this.orInterrupted(this.upstream.next());
        if (pulled.done) throw this.broken('it ended without an answer');
        this.head.push(this.progress.tally.take(pulled.value));
      }
      this.progress.commit();
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
      return { done: false, value: this.progress.tally.take(pulled.value) };
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

  private send() {
    const { id, embedding, delivery, deadline } = this.exchange;
    const { provider, upstreamModel } = this.candidate;
    const call = {
      id,
      upstreamModel,
      signal: this.controller.signal,
      connectTimeoutMs: this.limits.connectMs,
      remainingMs: Math.max(1, deadline - this.progress.startedAt),
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
    if (this.progress.committed) this.interrupted(this.failure);
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
    this.account = this.progress.account(status, failure);
    const { record, counted } = this.account;
    this.init.trace.ended(record);
    this.init.onEnd(record, failure, counted);
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
