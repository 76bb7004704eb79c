export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly coolDownMs: number;
  readonly maxCoolDownMs: number;
}

/** Immutable state of one breaker. Times are epoch milliseconds. */
export interface BreakerState {
  readonly failures: number;
  /** How often it opened without a success since. */
  readonly openings: number;
  /** Left alone until then; 0: closed. */
  readonly openUntil: number;
  /** A call that tests a target which was left alone is under way. */
  readonly probing: boolean;
}

export const CLOSED: BreakerState = { failures: 0, openings: 0, openUntil: 0, probing: false };

/** Whether a call may go to the target now. After the cool-down one probe may, and no other until it ends. */
export function admits(state: BreakerState, now: number): boolean {
  return state.openUntil === 0 || (now >= state.openUntil && !state.probing);
}

/** The state once an admitted call has started. */
export function started(state: BreakerState): BreakerState {
  return state.openUntil === 0 ? state : { ...state, probing: true };
}

/** The state after a call that says nothing about the target's health, e.g. one that its caller aborted. */
export function released(state: BreakerState): BreakerState {
  return state.probing ? { ...state, probing: false } : state;
}

/** The state after a failure. `random` gives [0, 1) for ± 20 % jitter of the cool-down. */
export function failed(
  state: BreakerState,
  policy: BreakerPolicy,
  now: number,
  random: () => number,
): BreakerState {
  const failures = state.failures + 1;
  if (failures < policy.failures && state.openings === 0) return { ...state, failures };
  const coolDown = Math.min(policy.maxCoolDownMs, policy.coolDownMs * 2 ** state.openings);
  const jittered = Math.min(policy.maxCoolDownMs, Math.round(coolDown * (0.8 + 0.4 * random())));
  return {
    failures,
    openings: state.openings + 1,
    openUntil: now + jittered,
    probing: false,
  };
}

/** The state of a target that asked to be left alone until then, e.g. by Retry-After: no failure of its own. */
export function held(state: BreakerState, until: number): BreakerState {
  return { ...state, probing: false, openUntil: Math.max(state.openUntil, until) };
}
