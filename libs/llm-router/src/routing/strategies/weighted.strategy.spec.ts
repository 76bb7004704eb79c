import { SeededRandom } from '../../contracts/random.js';
import { WeightedStrategy } from './weighted.strategy.js';
import { candidate, firstShares, idsOf } from './strategy-world.fixture.js';

it('gives each candidate the first place by its share', () => {
  const strategy = new WeightedStrategy(new SeededRandom(1));
  const all = [
    candidate('a', { weight: 5 }),
    candidate('b', { weight: 3 }),
    candidate('c', { weight: 2 }),
  ];
  const shares = firstShares(() => strategy.rank(all));
  expect(shares['a']).toBeCloseTo(0.5, 1);
  expect(shares['b']).toBeCloseTo(0.3, 1);
  expect(shares['c']).toBeCloseTo(0.2, 1);
});

it('places a weight of 0 after all others, and draws among several', () => {
  const strategy = new WeightedStrategy(new SeededRandom(1));
  const all = [
    candidate('none', { weight: 0 }),
    candidate('a', { weight: 1e-6 }),
    candidate('neither', { weight: 0 }),
  ];
  const lasts = new Set<string | undefined>();
  for (let i = 0; i < 200; i++) {
    const ids = idsOf(strategy.rank(all));
    expect(ids[0]).toBe('a');
    lasts.add(ids[2]);
  }
  expect(lasts.size).toBe(2);
});
