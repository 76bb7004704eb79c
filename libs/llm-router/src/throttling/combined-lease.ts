import { Logger } from '@nestjs/common';
import type { QuotaLease } from '../contracts/quota.js';

/** Several leases as one; settled once, each of them once. */
export class CombinedLease implements QuotaLease {
  private static readonly logger = new Logger('LlmQuota');
  private leases: QuotaLease[] = [];

  add(lease: QuotaLease | undefined): void {
    if (lease !== undefined) this.leases.push(lease);
  }

  settle(outcome: Parameters<QuotaLease['settle']>[0]): void {
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
