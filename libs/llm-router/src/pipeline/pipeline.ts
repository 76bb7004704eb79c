import { Injectable } from '@nestjs/common';
import { RecallStage } from '../caching/recall.stage.js';
import type { Exchange } from '../contracts/exchange.js';
import type { SettlingReply } from '../contracts/reply.js';
import { ObserveStage } from '../observability/observe.stage.js';
import { ProtectStage } from '../privacy/protect.stage.js';
import { AttemptStage } from '../resilience/attempt.stage.js';
import { RouteStage } from '../routing/route.stage.js';
import { ReserveStage } from '../throttling/reserve.stage.js';

/**
 * The order of the stages, and why: what is cached never holds personal data, a cached answer costs no quota, and the
 * plan exists before anything is reserved for it.
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
      const reply = await this.recalling.recall(safe, async (asked) => {
        const plan = this.routing.plan(asked);
        const lease = await this.reserving.reserve(asked, plan);
        asked.journal.onSettled((outcome) => lease.settle(outcome));
        return this.attempting.open(asked, plan);
      });
      return restore(reply);
    });
  }
}
