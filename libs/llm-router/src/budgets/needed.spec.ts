import type { AttemptRecord } from '../contracts/attempt.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import type { BudgetMeasure } from '../contracts/budget-store.js';
import type { BudgetSubject } from '../contracts/budget.js';
import { limitsOfRule } from './budget-limits.js';
import { type Meter, meterOf } from './budget-limit.js';
import { chargesOf } from './charges.js';
import { needAt } from './needed.js';

const meter = (measure: BudgetMeasure, by: BudgetSubject = 'all', subject = ''): Meter => {
  const rule = { name: by, by, limits: { [measure]: 100 }, window: 'day' } as const;
  return meterOf(limitsOfRule(rule, undefined)[0]!, { subject }, 0)!;
};
const need = (worst: bigint) => ({
  usd: { expected: worst / 2n, worst },
  tokens: { expected: 0n, worst: 0n },
});
const ended = (index: number, cost: bigint | null, differing: Partial<AttemptRecord> = {}) =>
  ({
    index,
    cost,
    provider: 'p',
    model: 'p/m',
    usage: { ...NO_USAGE, input: 5, output: 7 },
    ...differing,
  }) as AttemptRecord;

it('is what tries under way may need, and what the others used', () => {
  const tries = [100n, 40n, 8n].map((it) => ({ meters: [], need: need(it) }));
  expect(needAt(meter('usd'), tries, [])).toEqual({ expected: 74n, worst: 148n });
  const attempts = [ended(1, 3n), ended(0, 0n)];
  expect(needAt(meter('usd'), tries, attempts)).toEqual({ expected: 7n, worst: 11n });
  expect(needAt(meter('requests'), tries, attempts)).toEqual({ expected: 1n, worst: 1n });
});

it('is of a target only what its own tries need, each of which is one', () => {
  const [a, b] = ['a', 'b'].map((it) => meter('requests', 'provider', it)) as [Meter, Meter];
  const tries = [a, b, a].map((it) => ({ meters: [it], need: need(1n) }));
  expect(needAt(a, tries, [])).toEqual({ expected: 2n, worst: 2n });
  expect(needAt(b, tries, [])).toEqual({ expected: 1n, worst: 1n });
});

it('is charged as one call to the caller, and as tries to targets', () => {
  const ofCall = [meter('requests'), meter('usd'), meter('tokens')];
  const ofP = [meter('requests', 'provider', 'p'), meter('usd', 'provider', 'p')];
  const attempts = [ended(0, 0n), ended(1, null), ended(2, 30n)];
  const charges = chargesOf(ofCall, [ofP, ofP, []], attempts);
  expect(charges.map((it) => [it.counter.budget, it.counter.measure, it.amount])).toEqual([
    ['all', 'requests', 1n],
    ['all', 'usd', 30n],
    ['all', 'tokens', 36n],
    ['provider', 'requests', 2n],
  ]);
  expect(chargesOf(ofCall, [], [])).toEqual([]);
});
