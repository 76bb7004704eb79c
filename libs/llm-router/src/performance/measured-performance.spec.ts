import fc from 'fast-check';
import type { AttemptRecord } from '../contracts/attempt.js';
import type { AttemptTrace, TargetPerformance } from '../contracts/live-performance.js';
import { type PeerState, PeerStates } from '../contracts/peer-states.js';
import { MOST_TARGETS } from './measured-performance.js';
import { measuring, record, target } from './measuring.fixture.js';

const candidate = target();

function setUp() {
  const { clock, performance } = measuring();
  return {
    clock,
    performance,
    live: performance.of(candidate),
    start: (delivery: 'stream' | 'document' = 'stream') => performance.started(candidate, delivery),
  };
}

it('knows nothing of a new target', () => {
  const { live } = setUp();
  expect(live).toMatchObject({ inFlight: 0, samples: 0, errorRate: 0 });
  expect([live.outputTokens, live.cachedShare, live.headroom]).toEqual(Array(3).fill(undefined));
  expect(live.latency('stream')).toBeUndefined();
  expect(live.percentile('firstPart', 50, 'stream')).toBeUndefined();
});

describe('in flight', () => {
  it('counts an attempt until it ends, once', () => {
    const { live, start } = setUp();
    const [first, second] = [start(), start()];
    expect(live.inFlight).toBe(2);
    first.ended(record());
    first.ended(record({ code: 'server_error' }));
    expect(live).toMatchObject({ inFlight: 1, errorRate: 0 });
    second.ended(record());
    expect(live.inFlight).toBe(0);
  });

  it('adds the attempts of other processes, and tells them its own', () => {
    const told: (() => Iterable<readonly [string, Partial<PeerState>]>)[] = [];
    class Peers extends PeerStates {
      override of = (id: string) => (id === 'p/m' ? { inFlight: 3 } : undefined);
      override tell(source: (typeof told)[number]): void {
        told.push(source);
      }
    }
    const { performance } = measuring(new Peers());
    const attempt = performance.started(candidate, 'stream');
    performance.of(target('p/idle'));
    expect(performance.of(candidate).inFlight).toBe(4);
    const tell = () => told.flatMap((it) => [...it()]);
    expect(tell()).toEqual([['p/m', { inFlight: 1 }]]);
    attempt.ended(record());
    expect(tell()).toEqual([]);
    expect(performance.of(candidate).inFlight).toBe(3);
  });
});

describe('errors', () => {
  it.each(['server_error', 'connection_failed', 'overloaded', 'auth_refused', 'protocol_broken'])(
    'counts %s',
    (code) => {
      const { live, start } = setUp();
      start().ended(record({ code }));
      expect(live).toMatchObject({ errorRate: 1, samples: 1 });
    },
  );

  it.each([
    record({ code: 'bad_request' }),
    record({ code: 'content_filtered' }),
    record({ code: 'context_overflow' }),
    record({ code: 'rate_limited' }),
    record({ code: 'deadline_exceeded', status: 'timed_out' }),
    record({ code: 'aborted', status: 'aborted' }),
    record({ status: 'aborted' }),
  ])('does not blame the target for $status $failure.code', (ending) => {
    const { live, start } = setUp();
    start().ended(ending);
    expect(live).toMatchObject({ errorRate: 0, samples: 0, inFlight: 0 });
  });

  it('is the share of late attempts, and fades', () => {
    const { clock, live, start } = setUp();
    for (const code of [undefined, undefined, 'server_error', undefined]) {
      start().ended(record(code === undefined ? {} : { code }));
    }
    expect(live.errorRate).toBeCloseTo(0.25);
    clock.pass(60_000);
    expect(live.errorRate).toBeLessThan(0.01);
    for (let i = 0; i < 5; i++) start().ended(record({ code: 'server_error' }));
    expect(live.errorRate).toBeGreaterThan(0.9);
  });

  it('makes failing fast look slow', () => {
    const { live, start } = setUp();
    start().ended(record({ firstPartMs: 800 }));
    for (let i = 0; i < 3; i++) start().ended(record({ code: 'server_error', durationMs: 2 }));
    expect(live.latency('stream')).toBeCloseTo(6_400);
  });
});

describe('latency', () => {
  it('is that of the first part of a stream, and of the end of a document', () => {
    const { live, start } = setUp();
    const stream = start();
    stream.firstPart(300);
    expect(live.latency('stream')).toBe(300);
    stream.ended(record({ firstPartMs: 300, durationMs: 4_000 }));
    expect(live.latency('stream')).toBe(300);
    expect(live.latency('document')).toBeUndefined();
    start('document').ended(record({ firstPartMs: 1_999, durationMs: 2_000 }));
    expect(live.latency('document')).toBe(2_000);
    expect(live.latency('stream')).toBe(300);
  });

  it('is the age of the oldest attempt that waits, where that is more', () => {
    const { clock, live, start } = setUp();
    start().ended(record({ firstPartMs: 500 }));
    const waiting = start();
    clock.pass(400);
    start();
    expect(live.latency('stream')).toBe(500);
    clock.pass(800);
    expect(live.latency('stream')).toBe(1_200);
    waiting.firstPart(1_200);
    clock.pass(100);
    expect(live.latency('stream')).toBeLessThanOrEqual(1_200);
    clock.pass(2_000);
    expect(live.latency('stream')).toBe(2_900);
  });

  it('remembers how long was waited in vain', () => {
    const { live, start } = setUp();
    start().ended(record({ firstPartMs: 500 }));
    start().ended(record({ status: 'aborted', durationMs: 100 }));
    expect(live.latency('stream')).toBe(500);
    start().ended(record({ status: 'aborted', durationMs: 3_000 }));
    expect(live.latency('stream')).toBe(3_000);
  });

  it('does not take a long answer that was given up for a long wait', () => {
    const { live, start } = setUp();
    const attempt = start();
    attempt.firstPart(200);
    attempt.ended(record({ status: 'aborted', durationMs: 60_000, firstPartMs: 200 }));
    expect(live.latency('stream')).toBe(200);
  });

  it('counts a timeout as what was waited', () => {
    const { live, start } = setUp();
    start().ended(record({ code: 'timeout', status: 'timed_out', durationMs: 9_000 }));
    expect(live.latency('stream')).toBe(9_000);
    expect(live.percentile('firstPart', 50, 'stream')).toBeCloseTo(9_000, -3);
  });
});

describe('percentiles', () => {
  it('tells them by metric and by delivery', () => {
    const { live, start } = setUp();
    for (const [firstPartMs, durationMs] of [
      [100, 1_100],
      [200, 2_200],
      [300, 3_300],
    ] as const) {
      start().ended(record({ firstPartMs, durationMs, usage: { output: 100, reasoning: 50 } }));
    }
    expect(live.percentile('firstPart', 50, 'stream')! / 200).toBeCloseTo(1, 1);
    expect(live.percentile('duration', 99, 'stream')! / 3_300).toBeCloseTo(1, 1);
    expect(live.percentile('throughput', 50, 'stream')).toBeCloseTo(75, -1);
    expect(live.percentile('duration', 50, 'document')).toBeUndefined();
  });

  it.each(['stream', 'document'] as const)(
    'has no endless throughput of a %s in one piece',
    (it) => {
      const { live, start } = setUp();
      start(it).ended(record({ firstPartMs: 1_000, durationMs: 1_000, usage: { output: 40 } }));
      expect(live.percentile('throughput', 50, it)).toBeCloseTo(40, 0);
    },
  );
});

describe('what answers are like', () => {
  it('tells the mean output and the cached share of prompt tokens', () => {
    const { live, start } = setUp();
    start().ended(record({ usage: { input: 100, cacheRead: 300, output: 10 } }));
    start().ended(record({ usage: { input: 500, cacheWrite: 100, output: 20, reasoning: 10 } }));
    expect(live.outputTokens).toBeCloseTo(20);
    expect(live.cachedShare).toBeCloseTo(0.3);
  });

  it('learns nothing of the cache from an estimate, and nothing at all from a failure', () => {
    const { live, start } = setUp();
    start().ended(record({ usage: { input: 100, output: 30, estimated: true } }));
    start().ended(record({ code: 'server_error', usage: { input: 9, output: 9 } }));
    expect(live.cachedShare).toBeUndefined();
    expect(live.outputTokens).toBe(30);
  });
});

it('lets samples count the less the older they are', () => {
  const { clock, live, start } = setUp();
  for (let i = 0; i < 8; i++) start().ended(record());
  expect(live.samples).toBe(8);
  clock.pass(30_000);
  expect(live.samples).toBeCloseTo(4);
});

it('forgets the targets that were used longest ago, but none that is being asked', () => {
  const { performance } = measuring();
  const busy = performance.started(target('p/busy'), 'stream');
  performance.started(target('p/used'), 'stream').ended(record());
  for (let i = 0; i < MOST_TARGETS - 2; i++) performance.of(target(`p/${i}`));
  performance.started(target('p/used'), 'stream').ended(record());
  for (let i = 0; i < MOST_TARGETS - 2; i++) performance.of(target(`q/${i}`));
  expect(performance.of(target('p/used')).samples).toBe(2);
  expect(performance.of(target('p/busy')).inFlight).toBe(1);
  busy.ended(record());
  expect(performance.of(target('p/busy')).samples).toBe(1);
  for (let i = 0; i < MOST_TARGETS; i++) performance.of(target(`r/${i}`));
  expect(performance.of(target('p/used')).samples).toBe(0);
});

const odd = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -1, 0, -0, 1e300),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
);
const endings: fc.Arbitrary<AttemptRecord> = fc
  .record({
    durationMs: odd,
    firstPartMs: fc.option(odd, { nil: undefined }),
    status: fc.constantFrom('succeeded', 'failed', 'timed_out', 'aborted', 'interrupted'),
    code: fc.option(fc.constantFrom('server_error', 'bad_request', 'rate_limited', 'aborted'), {
      nil: undefined,
    }),
    input: odd,
    cacheRead: odd,
    output: odd,
  })
  .map(({ durationMs, firstPartMs, status, code, ...usage }) =>
    record({ durationMs, firstPartMs, ...(code === undefined ? {} : { code }), status, usage }),
  );
const headerValues = fc.constantFrom('0', '5', '-1', 'NaN', '1e999', '1s', '6m0s', '', 'x');

type Step = (world: {
  clock: { mono: number; wall: number };
  start: () => AttemptTrace;
  traces: AttemptTrace[];
}) => void;
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>(({ start, traces }) => void traces.push(start())),
  fc.tuple(fc.nat(9), endings).map<Step>(([index, ending]) => ({ traces }) => {
    traces[index]?.ended(ending);
  }),
  fc.tuple(fc.nat(9), odd).map<Step>(([index, milliseconds]) => ({ traces }) => {
    traces[index]?.firstPart(milliseconds);
  }),
  fc.tuple(fc.nat(9), headerValues, headerValues).map<Step>(([index, left, reset]) => (world) => {
    world.traces[index]?.opened({
      'x-ratelimit-remaining-requests': left,
      'x-ratelimit-reset-requests': reset,
      'x-ratelimit-remaining-tokens': left,
      'x-ratelimit-limit-tokens': reset,
      'x-ratelimit-reset-tokens': reset,
    });
  }),
  fc
    .tuple(fc.integer({ min: -1e7, max: 1e7 }), fc.constantFrom(0, 1, 1e3, 1e6, NaN, -1e6))
    .map<Step>(([wall, mono]) => ({ clock }) => {
      clock.wall += wall;
      clock.mono = Number.isNaN(mono) ? NaN : (clock.mono || 0) + mono;
    }),
);

it('counts back to nothing, and is never NaN, negative or endless, whatever happens', () => {
  const deliveries = fc.constantFrom('stream', 'document');
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), deliveries, odd, (list, delivery, percent) => {
      const { clock, performance } = measuring();
      const it = target('p/m', { requestsPerMinute: 3, tokensPerMinute: 1_000 });
      const live = performance.of(it);
      const traces: AttemptTrace[] = [];
      const start = () => performance.started(it, delivery);
      for (const step of list) {
        step({ clock, start, traces });
        for (const told of figures(live, delivery, percent)) expect(told).toBeGreaterThanOrEqual(0);
        for (const told of figures(live, delivery, percent)) expect(told).toBeLessThan(Infinity);
      }
      expect(live.errorRate).toBeLessThanOrEqual(1);
      expect(live.cachedShare ?? 0).toBeLessThanOrEqual(1);
      for (const trace of traces) trace.ended(record());
      expect(live.inFlight).toBe(0);
    }),
  );
});

function figures(
  live: TargetPerformance,
  delivery: 'stream' | 'document',
  percent: number,
): number[] {
  const percentiles = (['firstPart', 'duration', 'throughput'] as const).flatMap((metric) => [
    live.percentile(metric, 50, delivery),
    live.percentile(metric, percent, delivery),
  ]);
  return [
    live.inFlight,
    live.samples,
    live.errorRate,
    live.outputTokens,
    live.cachedShare,
    live.headroom?.requests,
    live.headroom?.tokens,
    live.latency(delivery),
    ...percentiles,
  ].filter((it) => it !== undefined);
}
