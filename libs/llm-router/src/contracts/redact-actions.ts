/**
 * What may happen to a finding, the weakest first; where several say something of one finding, the last of them here wins.
 * `pseudonymise` and `synthesise` show as little as each other; in this order the latter can be asked for over the default.
 */
export const REDACT_ACTIONS = [
  'flag',
  'pseudonymise',
  'synthesise',
  'hash',
  'mask',
  'remove',
  'block',
] as const;

/**
 * - `flag`: it stays, and is reported.
 * - `pseudonymise`: a placeholder such as `[EMAIL_k7q2mx4tbd3a]`, which is put back in the answer.
 * - `synthesise`: another value of the same form, which is put back in the answer.
 * - `hash`: a keyed hash, the same for the same value in every call of a tenant; it stays.
 * - `mask`: `****`; it stays.
 * - `remove`: nothing is left of it.
 * - `block`: the call is refused.
 *
 * In answers of a model there is nothing to put back: `pseudonymise` and `synthesise` mean `mask` there.
 */
export type RedactAction = (typeof REDACT_ACTIONS)[number];

/** Texts that are sent to a model, or what it answers. */
export type RedactDirection = 'input' | 'output' | 'both';

/** The stricter of two actions; undefined stands for none. */
export function stricterAction<A extends RedactAction | undefined>(a: A, b: A): A {
  return rank(a) >= rank(b) ? a : b;
}

function rank(action: RedactAction | undefined): number {
  return action === undefined ? -1 : REDACT_ACTIONS.indexOf(action);
}
