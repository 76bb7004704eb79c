import type { Candidate } from '../contracts/candidate.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';

const LONGEST_RELEASE = 100;

/** What a tier says of a member beside its name, as it is written there. */
export interface MemberTerms {
  readonly weight?: unknown;
  readonly release?: unknown;
}

/**
 * A member's candidate with its share and its release; the candidate itself where nothing unusual is said. Throws a
 * `ConfigurationError` that begins with `option`.
 */
export function asMember(
  candidate: Candidate,
  { weight = 1, release }: MemberTerms,
  option: string,
): Candidate {
  if (!isWeight(weight)) {
    throw new ConfigurationError(
      `${option}.weight: ${shown(weight)} is not a weight. Legal: numbers from 0 on.`,
    );
  }
  if (release !== undefined && !isRelease(release)) {
    throw new ConfigurationError(
      `${option}.release: ${shown(release)} is not a release. Legal: a text of 1 to ${LONGEST_RELEASE} characters that is not blank.`,
    );
  }
  if (weight === 1 && release === undefined) return candidate;
  return Object.freeze({
    ...candidate,
    ...(weight === 1 ? {} : { weight }),
    ...(release === undefined ? {} : { release }),
  });
}

function isWeight(weight: unknown): weight is number {
  return typeof weight === 'number' && Number.isFinite(weight) && weight >= 0;
}

function isRelease(release: unknown): release is string {
  return typeof release === 'string' && /\S/.test(release) && release.length <= LONGEST_RELEASE;
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
