import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { BreakerOptions } from '../contracts/options.js';
import {
  milliseconds,
  share,
  someMilliseconds,
  wholeNumber,
} from '../contracts/checked-options.js';

/** When a breaker opens, and for how long; see `BreakerOptions`. */
export interface BreakerPolicy {
  readonly failures: number;
  readonly errorRate: number;
  readonly windowMs: number;
  readonly minSamples: number;
  readonly coolDownMs: number;
  readonly maxCoolDownMs: number;
}

/** Never opens. */
export const NEVER_OPEN: BreakerPolicy = {
  failures: Infinity,
  errorRate: Infinity,
  windowMs: 10_000,
  minSamples: Infinity,
  coolDownMs: 0,
  maxCoolDownMs: 0,
};

/** Fills in the defaults. Throws a `ConfigurationError` that names the option which is out of its range. */
export function breakerPolicy(options: BreakerOptions): BreakerPolicy {
  const coolDownMs = milliseconds('breaker.coolDown', options.coolDown ?? '1s');
  const maxCoolDownMs = milliseconds(
    'breaker.maxCoolDown',
    options.maxCoolDown ?? Math.max(15_000, coolDownMs),
  );
  if (coolDownMs > maxCoolDownMs) {
    throw new ConfigurationError(
      `breaker.coolDown: ${coolDownMs} ms is longer than breaker.maxCoolDown, which is ${maxCoolDownMs} ms.`,
    );
  }
  return {
    failures: wholeNumber('breaker.failures', options.failures ?? 3),
    errorRate: share('breaker.errorRate', options.errorRate ?? 0.5),
    windowMs: someMilliseconds('breaker.window', options.window ?? '10s'),
    minSamples: wholeNumber('breaker.minSamples', options.minSamples ?? 10),
    coolDownMs,
    maxCoolDownMs,
  };
}
