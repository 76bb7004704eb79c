import type { ConcurrencyOptions } from '../contracts/options.js';
import { ManualClock } from './manual-clock.fixture.js';
import { type SlotNeed, type TakenSlot, TargetLimiter } from './target-limiter.js';

export const A = 'p/a';
export const B = 'p/b';

/** One place at each target. */
export const FIXED = { min: 1, initial: 1, max: 1 } as const;

/** A wait for a place, and how it stands. */
export interface Wait extends Promise<TakenSlot> {
  state: 'waiting' | 'taken' | 'refused';
}

/** A `TargetLimiter` on a clock of its own, and callers with plenty of time. */
export function limiterSetUp(concurrency: ConcurrencyOptions | false) {
  const clock = new ManualClock();
  const limiter = new TargetLimiter({ concurrency }, clock);
  const take = (targets: readonly string[], need: Partial<SlotNeed> = {}): Wait => {
    const taken = limiter.take(targets, {
      priority: 'normal',
      deadline: clock.now() + 600_000,
      signal: new AbortController().signal,
      ...need,
    });
    const wait: Wait = Object.assign(taken, { state: 'waiting' as const });
    taken.then(
      () => (wait.state = 'taken'),
      () => (wait.state = 'refused'),
    );
    return wait;
  };
  return { clock, limiter, take };
}

/** Lets everything that is due happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
