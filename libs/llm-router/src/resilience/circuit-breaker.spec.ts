import fc from 'fast-check';
import { type BreakerPolicy, breakerPolicy } from './breaker-policy.js';
import { CircuitBreaker, type Trial } from './circuit-breaker.js';

const MIDDLE = 0.5;

function breaker(policy: Partial<BreakerPolicy> = {}, random: () => number = () => MIDDLE) {
  let order = 0;
  return new CircuitBreaker(
    { ...breakerPolicy({ failures: 3 }), ...policy },
    random,
    () => ++order,
  );
}

function fail(it: CircuitBreaker, times: number, now = 0): void {
  for (let count = 0; count < times; count++) it.failed(now, it.started(now));
}

function succeed(it: CircuitBreaker, times: number, now = 0): void {
  for (let count = 0; count < times; count++) {
    const trial = it.started(now);
    it.answered(trial);
    it.succeeded(now, trial);
  }
}

/** Open since 0, until 1,000. */
function opened(policy: Partial<BreakerPolicy> = {}): CircuitBreaker {
  const it = breaker(policy);
  fail(it, policy.failures ?? 3);
  expect(it.openUntil).toBe(1_000);
  return it;
}

describe('a closed breaker', () => {
  it('opens on failures in a row', () => {
    const it = breaker();
    fail(it, 2);
    expect(it.admits(0)).toBe(true);
    fail(it, 1);
    expect(it.admits(0)).toBe(false);
    expect(it.cause).toBe('it failed 3 times in a row');
  });

  it('starts the row anew after a success', () => {
    const it = breaker();
    fail(it, 2);
    succeed(it, 1);
    fail(it, 2);
    expect(it.isClosed).toBe(true);
  });

  it('does not take the good end of a call from before the row for news', () => {
    const it = breaker();
    const long = it.started(0);
    it.answered(long);
    fail(it, 2);
    it.succeeded(0, long);
    fail(it, 1);
    expect(it.isClosed).toBe(false);
  });

  it('opens on silence in a row, which an answer to a later call ends', () => {
    const it = breaker();
    const silent = [0, 0, 0, 0].map((now) => it.started(now));
    for (const trial of silent.slice(0, 2)) it.silent(0, trial);
    it.answered(it.started(0));
    it.silent(0, silent[2]);
    expect(it.isClosed).toBe(true);
    for (let count = 0; count < 2; count++) it.silent(0, it.started(0));
    expect(it.cause).toBe('it was silent or failed 3 times in a row');
  });

  it('opens on the share of failures in the window, once there are enough attempts', () => {
    const it = breaker({ failures: 100 });
    for (let pair = 0; pair < 4; pair++) {
      succeed(it, 1);
      fail(it, 1);
    }
    succeed(it, 1);
    expect(it.isClosed).toBe(true);
    fail(it, 1);
    expect(it.isClosed).toBe(false);
    expect(it.cause).toBe('it failed in 5 of its last 10 attempts');
  });

  it('stays closed below the share', () => {
    const it = breaker({ failures: 100, errorRate: 0.6 });
    for (let pair = 0; pair < 50; pair++) {
      succeed(it, 1);
      fail(it, 1);
    }
    expect(it.isClosed).toBe(true);
  });

  it('forgets what the window has left behind', () => {
    const it = breaker({ failures: 100 });
    fail(it, 9);
    succeed(it, 1, 10_000);
    fail(it, 8, 10_000);
    expect(it.isClosed).toBe(true);
  });
});

describe('an open breaker', () => {
  it('admits one probe after the cool-down, and no second one while it runs', () => {
    const it = opened();
    expect(it.admits(999)).toBe(false);
    expect(it.admits(1_000)).toBe(true);
    expect(it.started(1_000).probe).toBe(true);
    expect(it.admits(1_000)).toBe(false);
    expect(it.admits(100_000)).toBe(false);
    expect(it.started(1_000).probe).toBe(false);
  });

  it('closes when the probe succeeds, with an empty window', () => {
    const it = opened();
    succeed(it, 1, 1_000);
    expect(it.isClosed).toBe(true);
    succeed(it, 5, 1_000);
    fail(it, 2, 1_000);
    expect(it.isClosed).toBe(true);
    fail(it, 1, 1_000);
    expect(it.openUntil).toBe(2_000);
  });

  it('opens again at the first failure, and for longer, until five answers have shown that the target is well', () => {
    const it = opened();
    succeed(it, 5, 1_000);
    fail(it, 1, 1_000);
    expect(it.openUntil).toBe(2_200);
    expect(it.cause).toBe('it failed again soon after it had come back');
  });

  it('leaves a target alone for no longer than at first where its probe is only silent', () => {
    const it = opened();
    for (const now of [1_000, 2_000, 3_000]) {
      it.silent(now, it.started(now));
      expect(it.openUntil).toBe(now + 1_000);
    }
    expect(it.cause).toBe('it was silent when it was tested');
  });

  it('lets another one probe where the first says nothing about the target', () => {
    const it = opened();
    it.released(it.started(1_000));
    expect(it.started(1_000).probe).toBe(true);
  });

  it('stays open a fifth longer with each failed probe, up to the cap', () => {
    const it = opened({ maxCoolDownMs: 1_500 });
    const lengths: number[] = [];
    for (let count = 0; count < 4; count++) {
      const now = it.openUntil!;
      fail(it, 1, now);
      lengths.push(it.openUntil! - now);
    }
    expect(lengths).toEqual([1_200, 1_440, 1_500, 1_500]);
    expect(it.cause).toBe('it failed again when it was tested');
  });

  it('is not held open any longer by a call that began before it opened', () => {
    const it = breaker();
    const before = it.started(0);
    fail(it, 3);
    const probe = it.started(1_000);
    it.failed(1_000, before);
    expect(it.openUntil).toBe(1_000);
    it.succeeded(1_000, probe);
    expect(it.isClosed).toBe(true);
  });

  it('is not closed by a call that began before it opened', () => {
    const it = breaker();
    const before = it.started(0);
    fail(it, 3);
    it.answered(before);
    it.succeeded(1_000, before);
    expect(it.isClosed).toBe(false);
  });

  it('does not count a call from before, once it has closed', () => {
    const it = breaker();
    const before = [0, 0, 0, 0].map((now) => it.started(now));
    fail(it, 3);
    succeed(it, 1, 1_000);
    for (const trial of before) it.failed(1_000, trial);
    expect(it.isClosed).toBe(true);
  });

  it('is not held open any longer by a probe from before its last opening', () => {
    const it = opened();
    const first = it.started(1_000);
    it.released(first);
    fail(it, 1, 1_000);
    it.failed(2_100, first);
    expect(it.openUntil).toBe(2_200);
  });

  it('closes early when a call that went out all the same succeeds; its failure changes nothing', () => {
    const it = opened();
    fail(it, 5, 500);
    expect(it.openUntil).toBe(1_000);
    succeed(it, 1, 500);
    expect(it.isClosed).toBe(true);
  });

  it('closes with the first part of the probe, and opens for longer where the probe then breaks off', () => {
    const it = opened();
    const probe = it.started(1_000);
    it.answered(probe);
    expect(it.isClosed).toBe(true);
    it.failed(1_000, probe);
    expect(it.openUntil).toBe(2_200);
    expect(it.cause).toBe('it broke off when it was tested');
  });

  it('is as new once the probe whose first part closed it has ended well', () => {
    const it = opened();
    const probe = it.started(1_000);
    it.answered(probe);
    it.succeeded(1_000, probe);
    it.failed(1_000, probe);
    succeed(it, 5, 1_000);
    fail(it, 3, 1_000);
    expect(it.openUntil).toBe(2_000);
  });

  it('takes an outcome that nobody assigns for that of the last probe', () => {
    const it = opened();
    it.failed(500);
    it.succeeded(500);
    expect(it.openUntil).toBe(1_000);
    it.started(1_000);
    it.released();
    it.succeeded(1_000);
    expect(it.isClosed).toBe(true);
  });

  it('spreads the cool-down by 20 % in both directions, below the cap', () => {
    const lengths = [0, 0.5, 1].map((random) => {
      const it = breaker({}, () => random);
      fail(it, 3);
      return it.openUntil;
    });
    expect(lengths).toEqual([800, 1_000, 1_200]);
    const capped = breaker({ coolDownMs: 15_000 }, () => 1);
    fail(capped, 3);
    expect(capped.openUntil).toBe(15_000);
  });

  it('takes no cool-down at all where none is configured, however often it opens', () => {
    const it = breaker({ coolDownMs: 0 });
    fail(it, 3);
    fail(it, 2_000);
    expect(it.openUntil).toBe(0);
  });
});

describe('what another process says', () => {
  it('opens it, no further ahead than the cap, and a probe tests it then', () => {
    const it = breaker();
    it.openElsewhere(1_000_000, 0);
    expect(it.openUntil).toBe(15_000);
    expect(it.ownOpenUntil).toBeUndefined();
    expect(it.cause).toBe('it failed in another process');
    fail(it, 1, 15_000);
    expect(it.ownOpenUntil).toBe(16_000);
  });

  it('never shortens an ejection', () => {
    const it = opened();
    it.openElsewhere(500, 0);
    expect(it.openUntil).toBe(1_000);
    it.openElsewhere(4_000, 0);
    expect(it.openUntil).toBe(4_000);
    expect(it.ownOpenUntil).toBe(1_000);
  });
});

it('has one probe at a time, and never stays open beyond the cap', () => {
  type Step = { do: 'start' | 'answer' | 'succeed' | 'fail' | 'release' | 'pass'; pick: number };
  const steps = fc.array(
    fc.record<Step>({
      do: fc.constantFrom('start', 'start', 'answer', 'succeed', 'fail', 'fail', 'release', 'pass'),
      pick: fc.nat({ max: 30 }),
    }),
    { maxLength: 120 },
  );
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (all, random) => {
      const it = breaker({ failures: 2, coolDownMs: 50, maxCoolDownMs: 300 }, () => random);
      const running: Trial[] = [];
      let alone: Trial | undefined;
      let now = 0;
      for (const step of all) {
        const index = step.pick % Math.max(1, running.length);
        const trial = running[index];
        if (step.do === 'pass') now += step.pick * 10;
        else if (step.do === 'start') {
          const admitted = it.admits(now);
          const started = it.started(now);
          expect(started.probe).toBe(admitted && !it.isClosed);
          if (started.probe) {
            expect(alone).toBeUndefined();
            alone = started;
          }
          running.push(started);
        } else if (trial !== undefined) {
          const before = { until: it.openUntil, version: it.version };
          const stale = trial.order < it.version;
          const wasOpen = !it.isClosed;
          if (step.do === 'answer') it.answered(trial);
          else {
            running.splice(index, 1);
            if (step.do === 'succeed') it.succeeded(now, trial);
            else if (step.do === 'fail') it.failed(now, trial);
            else it.released(trial);
          }
          if (wasOpen && (stale || (step.do === 'fail' && !trial.probe))) {
            expect({ until: it.openUntil, version: it.version }).toEqual(before);
          }
        }
        // Released by its own end, or by the opening or closing that it, or another call, led to.
        if (!it.isProbing) alone = undefined;
        if (it.isClosed) expect(it.admits(now)).toBe(true);
        else expect(it.openUntil! - now).toBeLessThanOrEqual(300);
      }
      for (const trial of running) it.succeeded(now, trial);
      expect(it.isProbing).toBe(false);
    }),
  );
});
