import { Injectable } from '@nestjs/common';
import { RecallStage } from '../caching/recall.stage.js';
import type { RouteDirective } from '../contracts/directives.js';
import { toMilliseconds } from '../contracts/duration.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import type { Reply, SettlingReply } from '../contracts/reply.js';
import { ObserveStage } from '../observability/observe.stage.js';
import { ProtectStage } from '../privacy/protect.stage.js';
import { AttemptStage } from '../resilience/attempt.stage.js';
import { RouteStage } from '../routing/route.stage.js';
import { ReserveStage } from '../throttling/reserve.stage.js';
import { isOutage, staticReply } from './last-resort.js';
import { OpenCalls } from './open-calls.js';

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
    private readonly directory: ModelDirectory,
    private readonly openCalls: OpenCalls,
  ) {}

  /** Resolves at the commit point; from then on the reply's chunks are the caller's to pull. */
  run(exchange: Exchange): Promise<SettlingReply> {
    return this.observing.observe(exchange, async () => {
      const { exchange: safe, restore } = this.protecting.protect(exchange);
      const reply = safe.embedding
        ? await this.open(safe)
        : await this.recalling.recall(
            safe,
            (asked) => this.open(asked),
            () => this.staleMs(safe),
          );
      return restore(reply);
    });
  }

  /** Throws `UnknownModelError` where the name stands for nothing. */
  checkModel(name: string): void {
    this.routing.resolve(name);
  }

  /** What would happen to a call, and why; nobody is asked. */
  explain(exchange: Exchange): ReturnType<RouteStage['decide']> {
    return this.routing.decide(this.protecting.protect(exchange).exchange);
  }

  private async open(exchange: Exchange): Promise<Reply> {
    try {
      const plan = await this.routing.plan(exchange);
      const bounded = this.obey(plan.route, exchange);
      const lease = await this.reserving.reserve(bounded, plan);
      exchange.journal.onSettled((outcome) => lease.settle(outcome));
      return await this.attempting.open(bounded, plan);
    } catch (error) {
      return this.degrade(exchange, LlmRouterError.from(error));
    }
  }

  /** What the rule that fired says beyond where the call goes: its tags, and a deadline where that comes sooner. */
  private obey({ timeout, tags }: RouteDirective, exchange: Exchange): Exchange {
    const { route } = exchange.directives;
    if (tags !== undefined && tags !== route?.tags) exchange.journal.tagged(tags);
    if (timeout === undefined || timeout === route?.timeout) return exchange;
    const deadline = exchange.startedAt + toMilliseconds(timeout);
    if (deadline >= exchange.deadline) return exchange;
    this.openCalls.hasten(exchange.signal, toMilliseconds(timeout));
    return Object.freeze({ ...exchange, deadline });
  }

  /** The last rungs of the ladder, where the tier declares one: a kept reply, a text, and else the failure. */
  private async degrade(exchange: Exchange, failure: LlmRouterError): Promise<Reply> {
    const asked = exchange.journal.decision?.model ?? exchange.model;
    const ladder = this.directory.tierOf(asked)?.degrade;
    if (ladder === undefined || !isOutage(failure) || exchange.signal.aborted) throw failure;
    const { staleCache, answer } = ladder;
    const reply =
      (staleCache && (await this.recalling.recallStale(exchange))) ||
      (answer === undefined || exchange.embedding ? undefined : staticReply(asked, answer));
    failure.rung = 'refused';
    if (reply?.head.rung === undefined) throw failure;
    exchange.journal.degraded(reply.head.rung);
    return reply;
  }

  private staleMs({ journal, model }: Exchange): number {
    const staleCache = this.directory.tierOf(journal.decision?.model ?? model)?.degrade?.staleCache;
    return staleCache === undefined ? 0 : toMilliseconds(staleCache);
  }
}
