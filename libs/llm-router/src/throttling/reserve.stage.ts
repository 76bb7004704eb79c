import { Injectable } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Quota, QuotaLease } from '../contracts/quota.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { CombinedLease } from './combined-lease.js';

const NOTHING_RESERVED: QuotaLease = Object.freeze({ settle: () => undefined });

/** Asks every quota for what the plan may need, in the order in which Nest registered them. */
@Injectable()
export class ReserveStage {
  private quotas: readonly Quota[] | undefined;

  constructor(private readonly plugins: PluginRegistry) {}

  /** What the first quota that refuses throws; what others had reserved by then is given back. */
  reserve(exchange: Exchange, plan: AttemptPlan): Promise<QuotaLease> | QuotaLease {
    this.quotas ??= this.plugins.all('quota');
    return this.quotas.length === 0 ? NOTHING_RESERVED : reserveAll(this.quotas, exchange, plan);
  }
}

async function reserveAll(
  quotas: readonly Quota[],
  exchange: Exchange,
  plan: AttemptPlan,
): Promise<QuotaLease> {
  const lease = new CombinedLease();
  try {
    for (const quota of quotas) lease.add(await quota.reserve(exchange, plan));
  } catch (error) {
    lease.settle({ status: 'failed', usage: NO_USAGE, cost: 0n, attempts: [] });
    throw error;
  }
  return lease;
}
