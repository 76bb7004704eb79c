import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ConcurrencyOptions } from '../contracts/options.js';
import { milliseconds, wholeNumber } from '../contracts/checked-options.js';

/** How many attempts a target gets at once, and who may wait for how long; see `ConcurrencyOptions`. */
export interface ConcurrencyPolicy {
  readonly min: number;
  readonly initial: number;
  readonly max: number;
  readonly queue: number;
  readonly maxWaitMs: number;
}

/**
 * Fills in the defaults, which give way to what is set. Throws a `ConfigurationError` that names the option which is out
 * of its range, and where `min`, `initial` and `max` contradict each other.
 */
export function concurrencyPolicy(options: ConcurrencyOptions): ConcurrencyPolicy {
  const { min, initial, max } = options;
  for (const [name, value] of Object.entries({ min, initial, max })) {
    if (value !== undefined) wholeNumber(`concurrency.${name}`, value);
  }
  const bounds = {
    min: min ?? Math.min(4, initial ?? 4, max ?? 4),
    initial: initial ?? Math.max(min ?? 0, Math.min(100, max ?? 100)),
    max: max ?? Math.max(1_000, min ?? 0, initial ?? 0),
  };
  if (bounds.min > bounds.initial || bounds.initial > bounds.max) {
    throw new ConfigurationError(
      `concurrency: min, initial and max have to rise; they are ${bounds.min}, ${bounds.initial} and ${bounds.max}.`,
    );
  }
  return {
    ...bounds,
    queue: wholeNumber('concurrency.queue', options.queue ?? 1_000, 0),
    maxWaitMs: milliseconds('concurrency.maxWait', options.maxWait ?? '5s'),
  };
}
