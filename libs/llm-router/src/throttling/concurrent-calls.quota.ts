import { Inject, Injectable } from '@nestjs/common';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { QuotaExceededError } from '../contracts/errors/request-errors.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Quota, QuotaLease } from '../contracts/quota.js';
import { LlmQuota } from '../plugin/plugin-markers.js';

const RETRY_AFTER_MS = 1_000;

/** Limits the calls that are under way in this process: `limits.concurrentCalls`. Id: `concurrent-calls`. */
@LlmQuota()
@Injectable()
export class ConcurrentCallsQuota implements Quota {
  readonly id = 'concurrent-calls';
  private readonly limit: number | undefined;
  private running = 0;

  /** Throws a `ConfigurationError` where the limit is no positive whole number. */
  constructor(@Inject(LLM_ROUTER_OPTIONS) options: LlmRouterOptions) {
    this.limit = options.limits?.concurrentCalls;
    if (this.limit !== undefined && !(Number.isInteger(this.limit) && this.limit > 0)) {
      throw new ConfigurationError(
        `limits.concurrentCalls: ${String(this.limit)} is not a whole number from 1. Leave it out for no limit.`,
      );
    }
  }

  reserve(): QuotaLease | undefined {
    if (this.limit === undefined) return undefined;
    if (this.running >= this.limit) {
      throw new QuotaExceededError(
        `${this.limit} calls are under way, which is the limit here. Try again in a moment.`,
        RETRY_AFTER_MS,
      );
    }
    this.running++;
    return { settle: () => void this.running-- };
  }
}
