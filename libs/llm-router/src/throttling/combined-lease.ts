import { Logger } from '@nestjs/common';
import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { QuotaLease, QuotaOutcome } from '../contracts/quota.js';

/** Several leases as one; settled once, each of them once. */
export class CombinedLease implements QuotaLease {
  private static readonly logger = new Logger('LlmQuota');
  private leases: QuotaLease[] = [];

  add(lease: QuotaLease | undefined): void {
    if (lease !== undefined) this.leases.push(lease);
  }

  /** The first refusal; those that were asked before keep what they took until the call settles. */
  async extend(target: PlannedTarget, tries: number): Promise<LlmRouterError | undefined> {
    for (const lease of this.leases) {
      const refusal = await lease.extend?.(target, tries);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  settle(outcome: QuotaOutcome): void {
    const leases = this.leases;
    this.leases = [];
    for (const lease of leases) {
      try {
        lease.settle(outcome);
      } catch (error) {
        CombinedLease.logger.error(`A quota failed to settle: ${String(error)}`);
      }
    }
  }
}
