import type { AttemptRecord } from '../contracts/attempt.js';
import type { BudgetMeasure } from '../contracts/budget-store.js';
import type { BudgetCharge } from '../contracts/budget-store.js';
import { inputTokens, outputTokens } from '../contracts/token-usage.js';
import type { Meter } from './budget-limit.js';

export interface MeteredCharge extends BudgetCharge {
  readonly meter: Meter;
}

/** What a try used: itself, its tokens, or its cost; one of unknown price costs nothing. */
export function amountOf(
  measure: BudgetMeasure,
  { cost, usage }: Pick<AttemptRecord, 'cost' | 'usage'>,
): bigint {
  switch (measure) {
    case 'requests':
      return 1n;
    case 'tokens':
      return BigInt(inputTokens(usage) + outputTokens(usage));
    case 'usd':
      return cost ?? 0n;
  }
}

/**
 * What a call that has ended is charged: its own meters with all of its tries, as one call; those of a target with the tries
 * that were made there. A call that nobody was asked for is charged nothing.
 */
export function chargesOf(
  meters: readonly Meter[],
  /** Of each try. */
  targets: readonly (readonly Meter[])[],
  attempts: readonly AttemptRecord[],
): readonly MeteredCharge[] {
  if (attempts.length === 0) return [];
  const charges = new Map<string, MeteredCharge>();
  const add = (meter: Meter, amount: bigint) => {
    const { counter } = meter;
    const before = charges.get(counter.id)?.amount ?? 0n;
    if (amount > 0n) charges.set(counter.id, { meter, counter, amount: before + amount });
  };
  for (const meter of meters) {
    const { measure } = meter.limit;
    if (measure === 'requests') add(meter, 1n);
    else for (const it of attempts) add(meter, amountOf(measure, it));
  }
  attempts.forEach((it, index) => {
    for (const meter of targets[index] ?? []) add(meter, amountOf(meter.limit.measure, it));
  });
  return [...charges.values()];
}
