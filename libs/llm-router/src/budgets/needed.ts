import type { AttemptRecord } from '../contracts/attempt.js';
import { isOfTarget, type Meter } from './budget-limit.js';
import { type Held, NOTHING } from './budget-sheet.js';
import type { Need } from './call-need.js';
import { amountOf } from './charges.js';

/** A try that is made, or about to be. */
export interface PlannedTry {
  /** Of the provider and the model that are asked. */
  readonly meters: readonly Meter[];
  readonly need: Need;
}

/** What the tries of a call need of a meter: those that have ended what they used, the others what they may still use. */
export function needAt(
  { limit, counter }: Meter,
  tries: readonly PlannedTry[],
  attempts: readonly AttemptRecord[],
): Held {
  if (!isOfTarget(limit) && limit.measure === 'requests') return ONE;
  return tries.reduce<Held>((sum, { meters, need }, index) => {
    if (isOfTarget(limit) && !meters.some((it) => it.counter.id === counter.id)) return sum;
    const it = needOfTry(
      limit.measure,
      need,
      attempts.find((made) => made.index === index),
    );
    return { expected: sum.expected + it.expected, worst: sum.worst + it.worst };
  }, NOTHING);
}

const ONE: Held = { expected: 1n, worst: 1n };

function needOfTry(
  measure: Meter['limit']['measure'],
  need: Need,
  ended: AttemptRecord | undefined,
): Held {
  if (measure === 'requests') return ONE;
  if (ended === undefined) return need[measure];
  const used = amountOf(measure, ended);
  return { expected: used, worst: used };
}
