import {
  candidate,
  context,
  idsOf,
  KnownPerformance,
  StillClock,
} from './strategy-world.fixture.js';
import { ThroughputStrategy } from './throughput.strategy.js';

const all = ['a', 'b', 'c'].map((id) => candidate(id));
const throughput = (tokensPerSecond: number) => ({ percentiles: { throughput: tokensPerSecond } });

function setUp(known: KnownPerformance['known']) {
  const strategy = new ThroughputStrategy(new KnownPerformance(known), new StillClock());
  return () => strategy.rank(all, context());
}

it('goes by tokens a second, most first', () => {
  const rank = setUp({ a: throughput(40), b: throughput(20), c: throughput(80) });
  expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
  expect(rank()[0]).toMatchObject({ score: 12.5, because: '80 tokens/s at p50' });
});

it('explores what is not measured yet, by one call', () => {
  const rank = setUp({ a: throughput(40), b: throughput(0) });
  expect(idsOf(rank())).toEqual(['b', 'a', 'c']);
  expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
  expect(idsOf(rank())).toEqual(['a', 'b', 'c']);
});
