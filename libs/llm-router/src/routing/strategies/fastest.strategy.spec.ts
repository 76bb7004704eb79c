import type { LlmRouterOptions } from '../../contracts/options.js';
import { FastestStrategy } from './fastest.strategy.js';
import {
  candidate,
  context,
  idsOf,
  KnownPerformance,
  StillClock,
} from './strategy-world.fixture.js';

const all = ['a', 'b', 'c'].map((id) => candidate(id));
const firstPart = (milliseconds: number) => ({ percentiles: { firstPart: milliseconds } });

function setUp(
  known: KnownPerformance['known'],
  fastest?: NonNullable<LlmRouterOptions['routing']>['fastest'],
) {
  const clock = new StillClock();
  const performance = new KnownPerformance(known);
  const strategy = new FastestStrategy(performance, clock, {
    routing: fastest === undefined ? {} : { fastest },
  });
  return { clock, performance, strategy, rank: () => strategy.rank(all, context()) };
}

it('goes by the time to the first part', () => {
  const { rank } = setUp({ a: firstPart(300), b: firstPart(100), c: firstPart(200) });
  expect(idsOf(rank())).toEqual(['b', 'c', 'a']);
  expect(rank()[0]).toMatchObject({ score: 100, because: '100 ms at p50' });
});

it('goes by the whole time, and by another percentile, where that is set', () => {
  const percentiles = (duration: number) => ({
    percentiles: { duration, firstPart: 1 / duration },
  });
  const { rank } = setUp(
    { a: percentiles(900), b: percentiles(800), c: percentiles(700) },
    { metric: 'total', percentile: 95 },
  );
  expect(idsOf(rank())).toEqual(['c', 'b', 'a']);
  expect(rank()[0]?.because).toBe('700 ms in all at p95');
});

it.each([
  [{ metric: 'p50' as 'total' }, 'routing.fastest.metric: "p50" is not known'],
  [{ percentile: 101 }, 'routing.fastest.percentile: 101 is no percentile'],
  [{ percentile: NaN }, 'routing.fastest.percentile'],
])('refuses %p at boot', (fastest, message) => {
  expect(() => setUp({}, fastest)).toThrow(message);
});

describe('what is not measured yet', () => {
  it('is explored by one call, and goes last for others until that one has told', () => {
    const { rank, performance, clock } = setUp({ a: firstPart(300), c: firstPart(100) });
    const exploring = rank();
    expect(idsOf(exploring)).toEqual(['b', 'c', 'a']);
    expect(exploring[0]?.because).toBe('not measured yet: explored');
    expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
    performance.known['b'] = { inFlight: 1 };
    clock.time += 60_000;
    expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
    performance.known['b'] = firstPart(50);
    expect(idsOf(rank())).toEqual(['b', 'c', 'a']);
  });

  it('is explored again where nothing came of it', () => {
    const { rank, clock } = setUp({ a: firstPart(300), c: firstPart(100) });
    rank();
    clock.time += 1_001;
    expect(idsOf(rank())[0]).toBe('b');
    clock.time -= 3_600_000;
    expect(idsOf(rank())[0]).toBe('b');
  });

  it('is not explored while it fails', () => {
    const { rank } = setUp({ a: firstPart(300), b: { errorRate: 0.6 }, c: firstPart(100) });
    expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
  });

  it('is explored one target at a time, the others as fallbacks after those that are known', () => {
    const { rank } = setUp({ c: firstPart(100) });
    expect(idsOf(rank())).toEqual(['a', 'c', 'b']);
    expect(idsOf(rank())).toEqual(['b', 'c', 'a']);
    expect(idsOf(rank())).toEqual(['c', 'a', 'b']);
  });

  it('is not claimed by a dry run', () => {
    const { strategy } = setUp({ a: firstPart(300), c: firstPart(100) });
    const dry = () => idsOf(strategy.rank(all, context({ dryRun: true })))[0];
    expect([dry(), dry()]).toEqual(['b', 'b']);
  });
});
