import type { Candidate } from '../../contracts/candidate.js';
import type { RoutingOptions } from '../../contracts/options.js';
import { SeededRandom } from '../../contracts/random.js';
import { BalancedStrategy } from './balanced.strategy.js';
import {
  candidate,
  context,
  firstShares,
  idsOf,
  KnownAvailability,
  KnownPerformance,
  price,
  StillClock,
} from './strategy-world.fixture.js';

function setUp(
  known: KnownPerformance['known'],
  routing: RoutingOptions = {},
  available: KnownAvailability['known'] = {},
) {
  const clock = new StillClock();
  const strategy = new BalancedStrategy(
    new KnownPerformance(known),
    new KnownAvailability(available),
    clock,
    new SeededRandom(1),
    { routing },
  );
  return { clock, rank: (all: readonly Candidate[]) => strategy.rank(all, context()) };
}

const two = [candidate('a'), candidate('b')];
const scores = (ranked: ReturnType<BalancedStrategy['rank']>) =>
  Object.fromEntries(ranked.map((it) => [it.candidate.id, it.score]));

it('gives the next call to a target whose time apart is over, however bad it looked', () => {
  const bad = { latency: 9_000, errorRate: 1 };
  const known = { a: bad, b: { latency: 100 } };
  const due = setUp(known, {}, { a: { state: 'ejected' } });
  expect(idsOf(due.rank(two))).toEqual(['a', 'b']);
  const apart = setUp(known, {}, { a: { state: 'ejected', until: 5 } });
  expect(idsOf(apart.rank(two))).toEqual(['b', 'a']);
  const weightless = [candidate('a', { weight: 0 }), candidate('b')];
  expect(idsOf(due.rank(weightless))).toEqual(['b', 'a']);
});

describe('score', () => {
  it('is the latency, for each attempt under way once more', () => {
    const { rank } = setUp({ a: { latency: 400 }, b: { latency: 150, inFlight: 2 } });
    const ranked = rank(two);
    expect(scores(ranked)).toEqual({ a: 400, b: 450 });
    expect(idsOf(ranked)).toEqual(['a', 'b']);
    expect(ranked.map((it) => it.because)).toEqual([
      'latency 400 ms',
      'latency 150 ms, 2 under way',
    ]);
  });

  it('takes an unknown latency for the best that is known', () => {
    const { rank } = setUp({ a: { latency: 400 }, b: { inFlight: 1 } });
    expect(scores(rank(two))).toEqual({ a: 400, b: 800 });
    expect(rank(two)[1]?.because).toBe('latency unknown, 1 under way');
    expect(scores(setUp({ b: { inFlight: 1 } }).rank(two))).toEqual({ a: 1, b: 2 });
  });

  it('grows with the square of failing, to a hundred times', () => {
    const { rank } = setUp({
      a: { latency: 100, errorRate: 0.5 },
      b: { latency: 100, errorRate: 1 },
    });
    const ranked = rank(two);
    expect(scores(ranked)['a']).toBeCloseTo(400);
    expect(scores(ranked)['b']).toBeCloseTo(10_000);
    expect(ranked[0]?.because).toBe('latency 100 ms, 50 % errors');
  });

  it('counts the price as it is weighed, an unknown one as the dearest', () => {
    const all = [
      candidate('a', { price: price(1, 1) }),
      candidate('b', { price: price(4, 4) }),
      candidate('unknown'),
    ];
    const known = { a: { latency: 100 }, b: { latency: 100 }, unknown: { latency: 100 } };
    expect(scores(setUp(known).rank(all))).toEqual({ a: 100, b: 200, unknown: 200 });
    const free = scores(setUp(known, { priceWeight: 0 }).rank(all));
    expect(free).toEqual({ a: 100, b: 100, unknown: 100 });
    const full = setUp(known, { priceWeight: 1 }).rank(all);
    expect(scores(full)).toEqual({ a: 100, b: 400, unknown: 400 });
    expect(full.map((it) => it.because)).toContain('latency 100 ms, 400 % of the lowest price');
  });

  it('compares with what is free, and free with free', () => {
    const all = [candidate('a', { price: price(0, 0) }), candidate('b', { price: price(7, 7) })];
    const known = { a: { latency: 100 }, b: { latency: 100 } };
    expect(scores(setUp(known, { priceWeight: 1 }).rank(all))).toEqual({ a: 100, b: 10_000 });
    expect(scores(setUp(known).rank([all[0]!]))).toEqual({ a: 100 });
  });

  it('counts attempts under way by the weight of the target', () => {
    const all = [candidate('a', { weight: 3 }), candidate('b', { weight: 1 })];
    const { rank } = setUp({
      a: { latency: 100, inFlight: 3 },
      b: { latency: 100, inFlight: 1 },
    });
    expect(scores(rank(all))).toEqual({ a: 400, b: 400 });
  });

  it.each([NaN, -5, Infinity])('holds where a latency of %d is told', (latency) => {
    const { rank } = setUp({ a: { latency }, b: { latency: 100 } });
    for (const { score } of rank(two)) expect(score).toBeGreaterThanOrEqual(1);
    for (const { score } of rank(two)) expect(score).toBeLessThan(Infinity);
  });
});

it('spreads calls: the best of many is not drawn each time, the worst never, the rest follow by score', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const known = Object.fromEntries(ids.map((id, index) => [id, { latency: 100 + index }]));
  const { rank } = setUp(known);
  const all = ids.map((id) => candidate(id));
  const shares = firstShares(() => rank(all));
  expect(shares['a']).toBeCloseTo(0.4, 1);
  expect(shares['e']).toBeUndefined();
  for (let i = 0; i < 50; i++) {
    const rest = idsOf(rank(all)).slice(1);
    expect(rest).toEqual([...rest].sort());
  }
});

it('never draws a weight of 0 while another is there, and ranks it last', () => {
  const all = [candidate('none', { weight: 0 }), candidate('slow'), candidate('fast')];
  const { rank } = setUp({ none: { latency: 1 }, slow: { latency: 9_000, errorRate: 0.9 } });
  for (let i = 0; i < 300; i++) expect(idsOf(rank(all))[2]).toBe('none');
});

it('brings a target back by and by after it has recovered', () => {
  const recoveredAt = new StillClock().time;
  const set = setUp(
    { a: { latency: 500 }, b: { latency: 100 } },
    { slowStart: '10s' },
    { b: { recoveredAt } },
  );
  const share = () => firstShares(() => set.rank(two))['b'] ?? 0;
  expect(share()).toBeCloseTo(0.1, 1);
  set.clock.time += 5_000;
  expect(share()).toBeCloseTo(0.5, 1);
  set.clock.time += 5_000;
  expect(share()).toBeCloseTo(1);
  set.clock.time -= 3_600_000;
  expect(share()).toBeCloseTo(1);
});

it.each([-1, NaN, Infinity])('refuses a price weight of %d at boot', (priceWeight) => {
  expect(() => setUp({}, { priceWeight })).toThrow('routing.priceWeight');
});
