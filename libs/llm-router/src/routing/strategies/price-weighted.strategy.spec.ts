import type { Candidate } from '../../contracts/candidate.js';
import { SeededRandom } from '../../contracts/random.js';
import { PriceWeightedStrategy } from './price-weighted.strategy.js';
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

const costing = (id: string, usd: number, weight?: number): Candidate =>
  candidate(id, { price: price(usd, usd), weight });

function setUp(
  all: readonly Candidate[],
  known: KnownPerformance['known'] = {},
  available: KnownAvailability['known'] = {},
) {
  const clock = new StillClock();
  const strategy = new PriceWeightedStrategy(
    new KnownPerformance(known),
    new KnownAvailability(available),
    clock,
    new SeededRandom(1),
  );
  return { clock, rank: () => strategy.rank(all, context()) };
}

it('draws by the inverse square of the price', () => {
  // 1 : 1/4 : 1/9
  const { rank } = setUp([costing('a', 1), costing('b', 2), costing('c', 3)]);
  const shares = firstShares(rank);
  expect(Math.abs((shares['a'] ?? 0) - 36 / 49)).toBeLessThan(0.03);
  expect(Math.abs((shares['b'] ?? 0) - 9 / 49)).toBeLessThan(0.03);
  expect(Math.abs((shares['c'] ?? 0) - 4 / 49)).toBeLessThan(0.03);
});

it('takes an unknown price for the dearest, and weights into account', () => {
  const { rank } = setUp([costing('a', 1), costing('b', 2), candidate('unknown', { weight: 4 })]);
  const shares = firstShares(rank);
  // 1 : 1/4 : 4/4
  expect(Math.abs((shares['a'] ?? 0) - 4 / 9)).toBeLessThan(0.03);
  expect(Math.abs((shares['unknown'] ?? 0) - 4 / 9)).toBeLessThan(0.03);
  expect(rank().find((it) => it.candidate.id === 'unknown')?.because).toBe(
    'drawn of unknown price',
  );
});

it('draws evenly where no price is known, or all are free', () => {
  for (const make of [(id: string) => candidate(id), (id: string) => costing(id, 0)]) {
    const { rank } = setUp([make('a'), make('b')]);
    expect(firstShares(rank)['a']).toBeCloseTo(0.5, 1);
  }
});

it('prefers what is free to what is not', () => {
  const { rank } = setUp([costing('free', 0), costing('paid', 1)]);
  expect(firstShares(rank)['free']).toBeGreaterThan(0.99);
});

it('places who was ejected of late, or fails, after the others', () => {
  const clock = new StillClock();
  const all = [costing('ejected', 1), costing('failing', 1), costing('dear', 50)];
  const set = setUp(all, { failing: { errorRate: 0.31 } }, { ejected: { ejectedAt: clock.time } });
  expect(firstShares(set.rank)).toEqual({ dear: expect.closeTo(1) as number });
  expect(set.rank()[2]?.because).toMatch(/^for 0\.00\d+ US dollars, but failing of late$/);
  set.clock.time += 30_000;
  expect(firstShares(set.rank)['ejected']).toBeGreaterThan(0.9);
  // A clock that was set back makes nobody ill.
  set.clock.time -= 3_600_000;
  expect(firstShares(set.rank)['ejected']).toBeGreaterThan(0.9);
});

it('places a weight of 0 last, even after an outage', () => {
  const all = [costing('none', 1, 0), costing('failing', 9)];
  const { rank } = setUp(all, { failing: { errorRate: 1 } });
  expect(idsOf(rank())).toEqual(['failing', 'none']);
});
