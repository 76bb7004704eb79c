import type { Candidate } from '../contracts/candidate.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';

/** A member's candidate with its share; the candidate itself where that is the usual one. Throws a `ConfigurationError` that names `option`. */
export function weighted(candidate: Candidate, weight: unknown, option: string): Candidate {
  if (weight === undefined || weight === 1) return candidate;
  if (typeof weight === 'number' && Number.isFinite(weight) && weight >= 0) {
    return Object.freeze({ ...candidate, weight });
  }
  const shown = typeof weight === 'number' ? String(weight) : JSON.stringify(weight);
  throw new ConfigurationError(`${option}: ${shown} is not a weight. Legal: numbers from 0 on.`);
}
