import { SeededRandom } from '../../contracts/random.js';
import { LeastBusyStrategy } from './least-busy.strategy.js';
import { candidate, firstShares, idsOf, KnownPerformance } from './strategy-world.fixture.js';

function strategy(inFlight: Record<string, number>): LeastBusyStrategy {
  const known = Object.entries(inFlight).map(([id, it]) => [id, { inFlight: it }]);
  return new LeastBusyStrategy(
    new KnownPerformance(Object.fromEntries(known) as KnownPerformance['known']),
    new SeededRandom(1),
  );
}

it('goes by attempts under way', () => {
  const ranked = strategy({ a: 3, b: 0, c: 1 }).rank(['a', 'b', 'c'].map((id) => candidate(id)));
  expect(idsOf(ranked)).toEqual(['b', 'c', 'a']);
  expect(ranked[2]).toMatchObject({ score: 3, because: '3 under way' });
});

it('goes by them for each unit of weight', () => {
  const all = [candidate('a', { weight: 4 }), candidate('b', { weight: 1 })];
  expect(idsOf(strategy({ a: 6, b: 2 }).rank(all))).toEqual(['a', 'b']);
  expect(idsOf(strategy({ a: 9, b: 2 }).rank(all))).toEqual(['b', 'a']);
});

it('leaves ties to chance', () => {
  const it = strategy({});
  const shares = firstShares(() => it.rank([candidate('a'), candidate('b')]));
  expect(shares['a']).toBeCloseTo(0.5, 1);
});

it('places a weight of 0 last, however idle', () => {
  const all = [candidate('idle', { weight: 0 }), candidate('busy')];
  expect(idsOf(strategy({ busy: 99 }).rank(all))).toEqual(['busy', 'idle']);
});
