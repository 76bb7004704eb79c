import { Inject, Injectable } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { Random } from '../contracts/random.js';
import type { QuotaLease } from '../contracts/quota.js';
import type { Reply } from '../contracts/reply.js';
import type { Attempt } from './attempt.js';
import { AttemptDesk } from './attempt-desk.js';
import { CallAttempts } from './call-attempts.js';
import { milliseconds, wholeNumber } from '../contracts/checked-options.js';
import { isContinuable } from './continue-request.js';
import { ContinuedChunks } from './continued-chunks.js';
import { type RetryPolicy, RetryQueue } from './retry-queue.js';

/** ATTEMPT: the only retry loop. Tries the plan's targets until one commits to an answer. */
@Injectable()
export class AttemptStage {
  private readonly policy: RetryPolicy;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { retries = {} }: LlmRouterOptions,
    private readonly desk: AttemptDesk,
    private readonly random: Random,
  ) {
    this.policy = {
      attempts: wholeNumber('retries.attempts', retries.attempts ?? 4),
      perTarget: wholeNumber('retries.perTarget', retries.perTarget ?? 2),
      backoff: {
        baseMs: milliseconds('retries.baseDelay', retries.baseDelay ?? '200ms'),
        maxMs: milliseconds('retries.maxDelay', retries.maxDelay ?? '5s'),
      },
    };
  }

  /** Resolves at the commit point of the first attempt that gets there; rejects as `CallAttempts.commit` does. */
  async open(exchange: Exchange, plan: AttemptPlan, lease: QuotaLease): Promise<Reply> {
    this.desk.called();
    const queue = new RetryQueue(plan.targets, this.policy, this.random.next);
    const attempts = new CallAttempts(exchange, plan, queue, this.desk, lease);
    const attempt = await attempts.commit();
    const { rung } = attempt;
    if (rung !== undefined) exchange.journal.degraded(rung);
    return {
      head: {
        candidate: attempt.candidate,
        model: attempt.candidate.id,
        provider: attempt.candidate.provider.id,
        cache: 'off',
        attempts: attempts.count,
        rung,
        warnings: attempt.warnings,
        rateLimit: attempt.rateLimit,
      },
      chunks: mayContinue(exchange, plan, attempt)
        ? new ContinuedChunks(attempt, (text) => attempts.continue(text))
        : attempt,
    };
  }
}

function mayContinue(
  { delivery }: Exchange,
  { route }: AttemptPlan,
  { request }: Attempt,
): boolean {
  return route.continueStreams === true && delivery === 'stream' && isContinuable(request);
}
