import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Cancel, Clock } from '../contracts/clock.js';
import type { CachedReply, CompletionCache } from '../contracts/completion-cache.js';
import { toMilliseconds } from '../contracts/duration.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Reply, ReplyHead } from '../contracts/reply.js';
import type { Rung } from '../contracts/rung.js';
import { atMostEvery } from '../foundation/at-most-every.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { cacheKey } from './cache-key.js';
import { RecordedChunks } from './recorded-chunks.js';
import { SealedReplies } from './sealed-replies.js';
import { savedBy, spentOn } from './spent.js';

/** A store that takes longer to answer counts as broken: the call goes on without it. */
const LOOKUP_TIMEOUT_MS = 1_000;

/** A lesser answer than was asked for is not given again once better ones can be had. */
const AS_GOOD: ReadonlySet<Rung> = new Set<Rung>(['fallback', 'same-model', 'equal']);

/** Answers a call with a kept reply, or keeps the reply that it gets. A store that fails never fails a call. */
@Injectable()
export class RecallStage {
  private readonly logger = new Logger(RecallStage.name);
  private readonly mayLog: () => boolean;
  private readonly ttlMs: number;

  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly clock: Clock,
    private readonly sealed: SealedReplies,
  ) {
    this.mayLog = atMostEvery(60_000, () => clock.monotonic());
    this.ttlMs = toMilliseconds(options.cache?.ttl ?? '1h');
  }

  /**
   * `exchange` as it came out of redaction: what is kept must not hold what providers may not see. `staleMs`: how long the
   * reply is kept beyond its time, for `recallStale`; asked when it is complete.
   */
  async recall(
    exchange: Exchange,
    open: (exchange: Exchange) => Promise<Reply>,
    staleMs: () => number = () => 0,
  ): Promise<Reply> {
    const directive = exchange.directives.cache;
    const key = directive ? cacheKey(exchange, directive) : undefined;
    if (!directive || key === undefined) return open(exchange);

    const cached = await this.lookUp(key);
    const fresh = cached !== undefined && !this.isStale(cached);
    if (fresh) {
      exchange.journal.cached('hit', savedBy(cached));
      return replyOf(cached, { cache: 'hit' });
    }
    exchange.journal.cached('miss');

    const { head, chunks } = await open(exchange);
    if (head.rung !== undefined && !AS_GOOD.has(head.rung)) return { head: missed(head), chunks };
    const { model, provider } = head;
    const ttlMs = directive.ttl === undefined ? this.ttlMs : toMilliseconds(directive.ttl);
    const recorded = new RecordedChunks(chunks, (parts) => {
      const extraMs = staleMs();
      const freshUntil = extraMs > 0 ? this.clock.now() + ttlMs : undefined;
      // What it cost is known when the call settles.
      exchange.journal.onSettled((outcome) => {
        const reply = { model, provider, parts, spent: spentOn(outcome), freshUntil };
        void this.keep(exchange, key, reply, ttlMs + extraMs);
      });
    });
    return { head: missed(head), chunks: recorded };
  }

  /** A kept reply to the same request, past its time or not; for a call that nobody answers. */
  async recallStale(exchange: Exchange): Promise<Reply | undefined> {
    const directive = exchange.directives.cache;
    const key = directive ? cacheKey(exchange, directive) : undefined;
    const cached = key === undefined ? undefined : await this.lookUp(key);
    if (cached === undefined) return undefined;
    exchange.journal.cached('stale', savedBy(cached));
    return replyOf(cached, { cache: 'stale', rung: 'stale-cache' });
  }

  private isStale({ freshUntil }: CachedReply): boolean {
    return freshUntil !== undefined && freshUntil <= this.clock.now();
  }

  private async lookUp(key: string): Promise<CachedReply | undefined> {
    try {
      return await within(this.clock, LOOKUP_TIMEOUT_MS, this.find(key));
    } catch (error) {
      this.complain('look a reply up', error);
      return undefined;
    }
  }

  private async find(key: string): Promise<CachedReply | undefined> {
    const kept = await this.store().get(key);
    return kept && this.sealed.open(key, kept);
  }

  private async keep(
    exchange: Exchange,
    key: string,
    reply: CachedReply,
    ttlMs: number,
  ): Promise<void> {
    try {
      const sealed = await this.sealed.seal(exchange, key, reply);
      if (sealed !== undefined) await this.store().set(key, sealed, ttlMs);
    } catch (error) {
      this.complain('keep a reply', error);
    }
  }

  /** Where replies are kept. */
  store(): CompletionCache {
    const id = this.options.cache?.store ?? 'cache-manager';
    return this.plugins.byId('cache', id, 'cache.store');
  }

  private complain(what: string, error: unknown): void {
    if (this.mayLog()) this.logger.warn(`The cache store failed to ${what}: ${String(error)}`);
  }
}

/** The head of a reply that was not kept. */
function missed(head: ReplyHead): ReplyHead {
  return head.cache === 'off' ? { ...head, cache: 'miss' } : head;
}

function replyOf(
  { model, provider, parts }: CachedReply,
  how: Pick<ReplyHead, 'cache' | 'rung'>,
): Reply {
  const chunks = (async function* () {
    yield { parts };
  })();
  return { head: { model, provider, warnings: [], ...how }, chunks };
}

async function within<T>(clock: Clock, milliseconds: number, promise: Promise<T>): Promise<T> {
  let cancel: Cancel | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(milliseconds, () => reject(new Error(`no answer in ${milliseconds} ms`)));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel?.();
  }
}
