import type { CachedReply } from '../contracts/completion-cache.js';
import type { PicoDollars } from '../contracts/model-price.js';
import type { CallSettled, SavedCost } from '../contracts/router-event.js';
import { addUsage, NO_USAGE } from '../contracts/token-usage.js';

type Spent = NonNullable<CachedReply['spent']>;

/**
 * What a reply that is kept took and cost: what the tries took that it consists of. It came to its end, so that these are
 * the one that succeeded and those that had broken off before it went on; all others were paid for in vain.
 */
export function spentOn({ attempts }: CallSettled): Spent {
  const answering = attempts.filter(
    ({ status }) => status === 'succeeded' || status === 'interrupted',
  );
  const cost = answering.reduce<PicoDollars | null>(
    (sum, it) => (sum === null || it.cost === null ? null : sum + it.cost),
    0n,
  );
  return {
    usage: answering.reduce((sum, it) => addUsage(sum, it.usage), NO_USAGE),
    cost: cost === null ? null : cost.toString(),
  };
}

/** What a kept reply saves whoever gets it; undefined where nobody knows. A store may hold what other versions kept. */
export function savedBy({ model, provider, spent }: CachedReply): SavedCost | undefined {
  if (spent === undefined || !isCost(spent.cost)) return undefined;
  const cost = spent.cost === null ? null : BigInt(spent.cost);
  return { model, provider, usage: { ...NO_USAGE, ...spent.usage }, cost };
}

function isCost(cost: unknown): boolean {
  return cost === null || (typeof cost === 'string' && /^\d+$/.test(cost));
}
