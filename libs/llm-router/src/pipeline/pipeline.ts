import { Injectable } from '@nestjs/common';
import { RecallStage } from '../caching/recall.stage.js';
import type { RouteDirective } from '../contracts/directives.js';
import { toMilliseconds } from '../contracts/duration.js';
import { BudgetSpentError } from '../contracts/errors/budget-spent-error.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import type { Reply, SettlingReply } from '../contracts/reply.js';
import { ObserveStage } from '../observability/observe.stage.js';
import { ComplyStage } from '../policy/comply.stage.js';
import { type ProtectedCall, ProtectStage } from '../privacy/protect.stage.js';
import { AttemptStage } from '../resilience/attempt.stage.js';
import { RouteStage } from '../routing/route.stage.js';
import { ContentStage } from '../subjects/content.stage.js';
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
    private readonly complying: ComplyStage,
    private readonly keeping: ContentStage,
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
      const { exchange: safe, scan, restore } = await this.secure(exchange);
      const pass = this.keeping.begin(exchange, safe);
      const reply = safe.embedding
        ? await this.open(safe)
        : await this.recalling.recall(
            safe,
            (asked) => this.open(asked),
            () => this.staleMs(safe),
          );
      return pass(await scan(reply), restore);
    });
  }

  /** Throws `UnknownModelError` where the name stands for nothing. */
  checkModel(name: string): void {
    this.routing.resolve(name);
  }

  /** What would happen to a call, and why; nobody is asked. */
  async explain(exchange: Exchange): Promise<Awaited<ReturnType<RouteStage['decide']>>> {
    const { exchange: safe } = await this.protecting.protect(exchange);
    return this.routing.decide(safe);
  }

  /** What may be kept for others, and what has to be taken out, goes by all labels, those of the rule that fires too. */
  private async secure(exchange: Exchange): Promise<ProtectedCall> {
    const call = await this.protecting.protect(exchange);
    const classed = this.complying.classify(call.exchange);
    const { goesByClass } = this.protecting;
    if (!goesByClass && (classed.embedding || !classed.directives.cache)) {
      return { ...call, exchange: classed };
    }
    const labelled = await this.routing.label(classed);
    if (labelled === classed) return { ...call, exchange: classed };
    const { directives } = labelled;
    const again = goesByClass
      ? await this.protecting.protect(Object.freeze({ ...exchange, directives }))
      : { ...call, exchange: labelled };
    return { ...again, exchange: this.complying.classify(again.exchange) };
  }

  private async open(exchange: Exchange): Promise<Reply> {
    try {
      const { asked, plan, lease } = await this.reserve(exchange);
      exchange.journal.onSettled((outcome) => lease.settle(outcome));
      return await this.attempting.open(asked, plan, lease);
    } catch (error) {
      return this.degrade(exchange, LlmRouterError.from(error));
    }
  }

  /** Plans until there is a budget for the plan: one that is spent may name a cheaper way, which is planned anew. */
  private async reserve(exchange: Exchange) {
    const tried = new Set<string>();
    let asked = exchange;
    for (;;) {
      const plan = await this.routing.plan(asked);
      asked = this.obey(plan.route, asked);
      try {
        return { asked, plan, lease: await this.reserving.reserve(asked, plan) };
      } catch (error) {
        const downTo = error instanceof BudgetSpentError ? error.downTo : undefined;
        if (downTo === undefined || tried.has(downTo)) throw error;
        tried.add(downTo);
        asked = Object.freeze({ ...asked, downTo });
      }
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
