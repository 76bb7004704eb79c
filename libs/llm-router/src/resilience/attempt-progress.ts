import type { AttemptRecord, EndStatus } from '../contracts/attempt.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { ProviderReply } from '../contracts/provider-adapter.js';
import { accountFor, type AttemptAccount, type AttemptBill, NO_BILL } from './attempt-account.js';
import type { AttemptInit } from './attempt-init.js';
import { ReplyTally } from './reply-tally.js';

/** How far a try has come, and the record of it once it ends. */
export class AttemptProgress {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly tally = new ReplyTally();
  /** The head of the reply, once it is here. */
  reply: Omit<ProviderReply, 'chunks'> | undefined;
  private readonly startedMono: number;
  private openedMono: number | undefined;
  private committedMono: number | undefined;

  constructor(private readonly init: AttemptInit) {
    this.startedAt = init.clock.now();
    this.startedMono = init.clock.monotonic();
  }

  /** What was sent. */
  get request(): ChatRequest {
    return this.init.target.request ?? this.init.exchange.request;
  }

  /** Whether the reply has passed its commit point. */
  get committed(): boolean {
    return this.committedMono !== undefined;
  }

  open(reply: Omit<ProviderReply, 'chunks'>): void {
    this.reply = reply;
    this.openedMono = this.init.clock.monotonic();
    this.init.trace.opened(reply.rateLimit, reply.credential);
  }

  commit(): void {
    this.committedMono = this.init.clock.monotonic();
    this.init.trace.firstPart(this.committedMono - this.startedMono);
  }

  /** What it took, now that it has ended; `failure`: why, where it did not succeed. */
  account(status: EndStatus, failure: LlmRouterError | undefined): AttemptAccount {
    const { tally, init, startedAt } = this;
    const durationMs = init.clock.monotonic() - this.startedMono;
    const recordOf = (bill: AttemptBill) => this.record(status, failure, durationMs, bill);
    // A try that we gave up for a better one had its prompt read: that is billed, and we have to count it.
    if (!this.committed && failure?.code !== 'hedge_lost') return { record: recordOf(NO_BILL) };
    const sent = { request: this.request, embedding: init.exchange.embedding };
    const whole = status === 'succeeded' || tally.finishReason !== undefined;
    const { price } = init.target.candidate;
    return accountFor({ price, sent, tally, whole, startedAt }, init.counter, recordOf);
  }

  private record(
    status: EndStatus,
    failure: LlmRouterError | undefined,
    durationMs: number,
    { usage, cost, costParts }: AttemptBill,
  ): AttemptRecord {
    const { tally, reply, init } = this;
    const { candidate, rung } = init.target;
    return {
      id: `${init.exchange.id}-${init.index}`,
      index: init.index,
      kind: init.kind,
      rung,
      provider: candidate.provider.id,
      model: candidate.id,
      region: candidate.facts.region ?? candidate.provider.region,
      startedAt: this.startedAt,
      waitedMs: init.waitedMs,
      openedMs: since(this.startedMono, this.openedMono),
      firstPartMs: since(this.startedMono, this.committedMono),
      durationMs,
      status,
      failure: failure?.facts(),
      finishReason: tally.finishReason,
      servedModel: tally.servedModel,
      upstreamRequestId: reply?.upstreamRequestId,
      credential: reply?.credential ?? (failure as Partial<UpstreamError> | undefined)?.credential,
      usage,
      cost,
      costParts,
      priceVersion: candidate.price?.version,
      serviceTier: tally.serviceTier,
      release: candidate.release,
    };
  }
}

function since(start: number, end: number | undefined): number | undefined {
  return end === undefined ? undefined : end - start;
}
