import fc from 'fast-check';
import { CallAbortedError, DeadlineExceededError } from '../contracts/errors/request-errors.js';
import { failure, healthSetUp, limited, steps, TARGET } from './target-health.fixture.js';

describe('TargetHealth', () => {
  it('ejects after failures in a row, probes, and recovers; every transition is an event', () => {
    const { clock, health, fail, events } = healthSetUp();
    const start = clock.now();
    fail(5);
    expect(health.admits(TARGET)).toBe(false);
    expect(health.heldUntil(TARGET)).toBe(start + 1_000);
    expect(health.of(TARGET)).toEqual({
      state: 'ejected',
      until: start + 1_000,
      ejectedAt: start,
    });
    clock.advance(1_000);
    expect(health.of(TARGET)).toEqual({ state: 'ejected', ejectedAt: start });
    const probe = health.started(TARGET);
    expect(health.of(TARGET)).toMatchObject({ state: 'probing', until: start + 2_000 });
    clock.advance(300);
    health.succeeded(TARGET, probe);
    expect(health.of(TARGET)).toEqual({
      state: 'open',
      ejectedAt: start,
      recoveredAt: start + 1_300,
    });
    expect(events).toEqual([
      {
        type: 'target-changed',
        target: TARGET,
        from: 'open',
        to: 'ejected',
        because: 'it failed 3 times in a row',
        at: start,
        until: start + 1_000,
      },
      {
        type: 'target-changed',
        target: TARGET,
        from: 'ejected',
        to: 'probing',
        because: 'one call tests it',
        at: start + 1_000,
        until: start + 2_000,
      },
      {
        type: 'target-changed',
        target: TARGET,
        from: 'probing',
        to: 'open',
        because: 'a call to it succeeded',
        at: start + 1_300,
      },
    ]);
  });

  it('is open again with the first part of the answer, and ejects once more where that breaks off', () => {
    const { clock, health, fail, events } = healthSetUp();
    fail(5);
    clock.advance(1_000);
    const probe = health.started(TARGET);
    health.answered(TARGET, probe);
    health.released(TARGET, probe);
    expect(health.of(TARGET).state).toBe('open');
    health.failed(TARGET, failure({ code: 'stream_interrupted' }), probe);
    expect(health.heldUntil(TARGET)).toBe(clock.now() + 1_200);
    expect(steps(events).slice(2)).toEqual(['probing → open', 'open → ejected']);
  });

  it('says so where a probe ends without a verdict', () => {
    const { clock, health, fail, events } = healthSetUp();
    fail(5);
    clock.advance(1_000);
    health.failed(TARGET, new CallAbortedError(), health.started(TARGET));
    expect(health.admits(TARGET)).toBe(true);
    expect(events.at(-1)).toMatchObject({
      from: 'probing',
      to: 'ejected',
      because: 'the call that tested it ended without a verdict',
    });
    health.failed(TARGET, failure(), health.started(TARGET));
    expect(events.at(-1)?.because).toBe('it failed again when it was tested');
  });

  it.each([
    ['an aborted call', new CallAbortedError()],
    ['a deadline', new DeadlineExceededError(10)],
    ['a bad request', failure({ code: 'bad_request' })],
    ['a content refusal', failure({ code: 'content_filtered' })],
    ['a prompt that is too long', failure({ code: 'context_overflow' })],
    ['one key of several', failure({ code: 'auth_refused', anotherKey: true })],
    ['a rate limit', limited(0)],
  ])('never counts %s', (_, error) => {
    const { clock, health, fail } = healthSetUp({ breaker: { failures: 1, minSamples: 1 } });
    fail(20, error);
    clock.advance(3_600_000);
    expect(health.of(TARGET)).toEqual({ state: 'open' });
  });

  it('counts a target that is far slower than another one', () => {
    const { health } = healthSetUp({ breaker: { failures: 2 } });
    for (let count = 0; count < 2; count++) {
      const trial = health.started(TARGET);
      health.slow(TARGET, trial);
      health.released(TARGET, trial);
    }
    expect(health.of(TARGET).state).toBe('ejected');
  });

  it('leaves a target alone again whose probe is silent', () => {
    const { clock, health, fail } = healthSetUp();
    fail(5);
    clock.advance(1_000);
    const probe = health.started(TARGET);
    health.slow(TARGET, probe);
    expect(health.heldUntil(TARGET)).toBe(clock.now() + 1_000);
  });

  it('knows nothing of targets that nobody asked, and lists those that were', () => {
    const { health, fail } = healthSetUp();
    expect(health.of('p/m')).toEqual({ state: 'open' });
    expect(health.admits('p/m')).toBe(true);
    expect([...health.all()]).toEqual([]);
    fail(5);
    expect([...health.all()]).toEqual([[TARGET, health.of(TARGET)]]);
  });

  it('refuses options that are out of range', () => {
    expect(() => healthSetUp({ breaker: { failures: 0 } })).toThrow('breaker.failures: 0');
  });

  describe('pauses that a target asks for', () => {
    it('hold it for as long as it says, without a failure', () => {
      const { clock, health, fail, events } = healthSetUp({ breaker: { failures: 1 } });
      fail(1, limited(2_000));
      const until = clock.now() + 2_000;
      expect(health.of(TARGET)).toEqual({ state: 'held', until });
      expect(health.admits(TARGET)).toBe(false);
      clock.advance(1_999);
      expect(health.admits(TARGET)).toBe(false);
      clock.advance(1);
      expect(health.admits(TARGET)).toBe(true);
      expect(events).toMatchObject([
        { from: 'open', to: 'held', because: 'it asked for a pause of 2 s', until },
        { from: 'held', to: 'open', because: 'the pause that it asked for is over' },
      ]);
    });

    it('are a second where it names no time, and an hour at most', () => {
      const { clock, health, fail } = healthSetUp();
      fail(1, limited());
      expect(health.heldUntil(TARGET)).toBe(clock.now() + 1_000);
      fail(1, limited(1e12));
      expect(health.heldUntil(TARGET)).toBe(clock.now() + 3_600_000);
    });

    it('are not shortened by an earlier one, nor by a success', () => {
      const { clock, health, fail } = healthSetUp();
      const until = clock.now() + 5_000;
      const before = health.started(TARGET);
      fail(1, limited(5_000));
      fail(1, limited(2_000));
      health.succeeded(TARGET, before);
      expect(health.heldUntil(TARGET)).toBe(until);
    });

    it('last until the latest time that was asked for, whatever else happens', () => {
      const step = fc.record({
        what: fc.constantFrom('hold', 'hold', 'fail', 'succeed', 'abort'),
        pauseMs: fc.oneof(fc.nat(10_000), fc.nat(10_000_000)),
        passed: fc.nat(4_000),
      });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (all) => {
          const { clock, health } = healthSetUp({ breaker: false });
          let until = 0;
          for (const { what, pauseMs, passed } of all) {
            const trial = health.started(TARGET);
            if (what === 'hold') {
              health.failed(TARGET, limited(pauseMs), trial);
              until = Math.max(until, clock.now() + Math.min(pauseMs, 3_600_000));
            } else if (what === 'fail') health.failed(TARGET, failure(), trial);
            else if (what === 'succeed') health.succeeded(TARGET, trial);
            else health.failed(TARGET, new CallAbortedError(), trial);
            expect(health.heldUntil(TARGET)).toBe(until > clock.now() ? until : undefined);
            clock.advance(passed);
            expect(health.admits(TARGET)).toBe(clock.now() >= until);
          }
        }),
      );
    });

    it('and failures count both, where a failing target names a time', () => {
      const { clock, health, fail } = healthSetUp({ breaker: { failures: 2 } });
      fail(1, failure({ code: 'overloaded', retryAfterMs: 3_000 }));
      expect(health.of(TARGET).state).toBe('held');
      fail(1, failure({ code: 'overloaded', retryAfterMs: 3_000 }));
      expect(health.of(TARGET)).toMatchObject({ state: 'ejected', until: clock.now() + 3_000 });
    });

    it('keep away from a target whose breaker is off; failures do not', () => {
      const { clock, health, fail } = healthSetUp({ breaker: false });
      fail(1_000);
      expect(health.of(TARGET)).toEqual({ state: 'open' });
      fail(1, limited(2_000));
      expect(health.heldUntil(TARGET)).toBe(clock.now() + 2_000);
    });
  });

  describe('memory', () => {
    it('forgets targets that were well for a while, and keeps those that were not', () => {
      const { clock, health, fail } = healthSetUp();
      fail(5);
      health.succeeded('p/well', health.started('p/well'));
      health.failed('p/held', limited(60_000));
      clock.advance(11_000);
      health.started('p/new');
      expect([...health.all().keys()]).toEqual([TARGET, 'p/held', 'p/new']);
    });

    it('tells of the end of a pause that nobody looked at', () => {
      const { clock, health, events } = healthSetUp();
      health.failed('p/held', limited(2_000));
      clock.advance(11_000);
      health.started('p/new');
      expect(steps(events)).toEqual(['open → held', 'held → open']);
      expect([...health.all().keys()]).toEqual(['p/new']);
    });

    it('counts a call that began before its idle target was forgotten', () => {
      const { clock, health } = healthSetUp({ breaker: { failures: 1 } });
      const trial = health.started(TARGET);
      clock.advance(60_000);
      health.started('p/new');
      expect([...health.all().keys()]).toEqual(['p/new']);
      health.failed(TARGET, failure(), trial);
      expect(health.of(TARGET).state).toBe('ejected');
    });

    it('is bounded', () => {
      const { health } = healthSetUp();
      for (let count = 0; count < 6_000; count++) health.failed(`p/${count}`, failure());
      expect(health.all().size).toBe(5_000);
      expect(health.all().has('p/5999')).toBe(true);
    });
  });
});
