import {
  admits,
  type BreakerState,
  CLOSED,
  failed,
  held,
  released,
  started,
} from './circuit-breaker.js';

const policy = { failures: 3, coolDownMs: 1_000, maxCoolDownMs: 4_000 };
const middle = () => 0.5;

function failTimes(times: number, state: BreakerState = CLOSED, now = 0): BreakerState {
  for (let i = 0; i < times; i++) state = failed(state, policy, now, middle);
  return state;
}

describe('circuit breaker', () => {
  it('admits until the failures in a row are reached', () => {
    expect(admits(failTimes(2), 0)).toBe(true);
    expect(admits(failTimes(3), 0)).toBe(false);
  });

  it('admits one probe after the cool-down, and no second one while it runs', () => {
    const open = failTimes(3);
    expect(admits(open, 999)).toBe(false);
    expect(admits(open, 1_000)).toBe(true);
    expect(admits(started(open), 1_000)).toBe(false);
  });

  it('gives the probe slot back when the probe says nothing about the target', () => {
    expect(admits(released(started(failTimes(3))), 1_000)).toBe(true);
  });

  it('doubles the cool-down with each failed probe, up to the cap', () => {
    let state = failTimes(3);
    const lengths = [state.openUntil];
    for (let i = 0; i < 4; i++) {
      const now = state.openUntil;
      state = failed(started(state), policy, now, middle);
      lengths.push(state.openUntil - now);
    }
    expect(lengths).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it('spreads the cool-down by 20 % in both directions', () => {
    expect(failed(failTimes(2), policy, 0, () => 0).openUntil).toBe(800);
    expect(failed(failTimes(2), policy, 0, () => 1).openUntil).toBe(1_200);
  });

  it('keeps the later of two requests to be left alone', () => {
    expect(held(held(CLOSED, 5_000), 2_000).openUntil).toBe(5_000);
    expect(held(CLOSED, 5_000).failures).toBe(0);
  });
});
