import { Inject, Injectable } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { AttemptRecord } from '../contracts/attempt.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import { toMilliseconds } from '../contracts/duration.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { AttemptsExhaustedError } from '../contracts/errors/routing-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Reply } from '../contracts/reply.js';
import { pause } from './pause.js';
import { Attempt, type AttemptLimits } from './attempt.js';
import { Random } from './random.js';
import { type RetryPolicy, RetryQueue } from './retry-queue.js';
import { TargetHealth } from './target-health.js';

/** Told to callers when everything failed and no provider said when to come back. */
const DEFAULT_RETRY_AFTER_MS = 1_000;

/** ATTEMPT: the only retry loop. Tries the plan's candidates until one commits to an answer. */
@Injectable()
export class AttemptStage {
  private readonly limits: AttemptLimits;
  private readonly policy: RetryPolicy;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { timeouts = {}, retries = {} }: LlmRouterOptions,
    private readonly health: TargetHealth,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.limits = {
      connectMs: toMilliseconds(timeouts.connect ?? '5s'),
      firstPartMs: toMilliseconds(timeouts.firstPart ?? '60s'),
      idleMs: toMilliseconds(timeouts.idle ?? '60s'),
      attemptMs: timeouts.attempt === undefined ? Infinity : toMilliseconds(timeouts.attempt),
    };
    this.policy = {
      attempts: retries.attempts ?? 4,
      perTarget: retries.perTarget ?? 2,
      backoff: {
        baseMs: toMilliseconds(retries.baseDelay ?? '200ms'),
        maxMs: toMilliseconds(retries.maxDelay ?? '5s'),
      },
    };
  }

  /**
   * Resolves at the commit point of the first attempt that gets there. Rejects with a failure that nobody would answer
   * differently as it is, and with `AttemptsExhaustedError` where all that the plan allows was tried.
   */
  async open(exchange: Exchange, plan: AttemptPlan): Promise<Reply> {
    const queue = new RetryQueue(plan.candidates, this.policy, this.random.next);
    let last: LlmRouterError | undefined;
    for (let turn = queue.next(); turn !== undefined; turn = queue.next()) {
      await pause(turn.notBefore - this.clock.now(), exchange.signal);
      const attempt = this.attempt(turn.index, turn.candidate, exchange);
      try {
        await attempt.open();
        this.health.released(turn.candidate.id);
        return this.reply(attempt);
      } catch (error) {
        last = error as LlmRouterError;
        if (exchange.signal.aborted || last.disposition === 'fail') throw last;
        queue.failed(turn, last, this.clock.now());
      }
    }
    // What every candidate says of the request itself, e.g. that it is too long, is the caller's to hear.
    if (last?.httpStatus === 400) throw last;
    const { attempts } = exchange.journal;
    throw new AttemptsExhaustedError(attempts, last!, last?.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS);
  }

  private attempt(index: number, candidate: Candidate, exchange: Exchange): Attempt {
    this.health.started(candidate.id);
    return new Attempt(index, candidate, exchange, this.limits, this.clock, (record, failure) => {
      this.learn(record, failure);
      exchange.journal.attempted(record);
    });
  }

  private learn(record: AttemptRecord, failure: LlmRouterError | undefined): void {
    if (record.status === 'succeeded') this.health.succeeded(record.model);
    else if (failure === undefined) this.health.released(record.model);
    else this.health.failed(record.model, failure);
  }

  private reply(attempt: Attempt): Reply {
    const { candidate, index, warnings, rateLimit } = attempt;
    return {
      head: {
        candidate,
        model: candidate.id,
        provider: candidate.provider.id,
        cache: 'off',
        attempts: index + 1,
        warnings,
        ...(rateLimit === undefined ? {} : { rateLimit }),
      },
      chunks: attempt,
    };
  }
}
