import { Injectable } from '@nestjs/common';
import { RecallStage } from '../caching/recall.stage.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply, SettlingReply } from '../contracts/reply.js';
import { ObserveStage } from '../observability/observe.stage.js';
import { ProtectStage } from '../privacy/protect.stage.js';
import { AttemptStage } from '../resilience/attempt.stage.js';
import { RouteStage } from '../routing/route.stage.js';
import { ReserveStage } from '../throttling/reserve.stage.js';

/**
 * The order of the stages, and why: what is cached never holds personal data, a cached answer costs no quota, and the
 * plan exists before anything is reserved for it. Vectors take the same way, but are not kept for others to recall.
 */
@Injectable()
export class Pipeline {
  constructor(
    private readonly observing: ObserveStage,
    private readonly protecting: ProtectStage,
    private readonly recalling: RecallStage,
    private readonly routing: RouteStage,
    private readonly reserving: ReserveStage,
    private readonly attempting: AttemptStage,
  ) {}

  /** Resolves at the commit point; from then on the reply's chunks are the caller's to pull. */
  run(exchange: Exchange): Promise<SettlingReply> {
    return this.observing.observe(exchange, async () => {
      const { exchange: safe, restore } = this.protecting.protect(exchange);
      const reply = safe.embedding
        ? await this.open(safe)
        : await this.recalling.recall(safe, (asked) => this.open(asked));
      return restore(reply);
    });
  }

  private async open(exchange: Exchange): Promise<Reply> {
    const plan = this.routing.plan(exchange);
    const lease = await this.reserving.reserve(exchange, plan);
    exchange.journal.onSettled((outcome) => lease.settle(outcome));
    return this.attempting.open(exchange, plan);
  }
}
