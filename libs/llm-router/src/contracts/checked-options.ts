import { type Duration, toMilliseconds } from './duration.js';
import { ConfigurationError } from './errors/configuration-error.js';

/** A whole number of at least `min`. Throws a `ConfigurationError` that names the option, the value and what is legal. */
export function wholeNumber(option: string, value: number, min = 1): number {
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw new ConfigurationError(`${option}: ${shown(value)} is not a whole number from ${min}.`);
}

/** A share above 0, and 1 at most. Throws a `ConfigurationError` that names the option, the value and what is legal. */
export function share(option: string, value: number): number {
  if (typeof value === 'number' && value > 0 && value <= 1) return value;
  throw new ConfigurationError(
    `${option}: ${shown(value)} is not a share. Legal: a number above 0, and 1 at most, e.g. 0.5.`,
  );
}

/** A number from `min` to `max`. Throws a `ConfigurationError` that names the option, the value and what is legal. */
export function numberWithin(option: string, value: number, min: number, max: number): number {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw new ConfigurationError(
    `${option}: ${shown(value)} is not legal. Legal: a number from ${min} to ${max}.`,
  );
}

/** A duration in milliseconds. Throws a `ConfigurationError` that names the option, the value and what is legal. */
export function milliseconds(option: string, value: Duration): number {
  try {
    return toMilliseconds(value);
  } catch (error) {
    throw new ConfigurationError(`${option}: ${(error as Error).message}`);
  }
}

/** As `milliseconds`, and more than none. */
export function someMilliseconds(option: string, value: Duration): number {
  const duration = milliseconds(option, value);
  if (duration > 0) return duration;
  throw new ConfigurationError(`${option}: ${shown(value)} is no time at all. Legal: e.g. "10s".`);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
