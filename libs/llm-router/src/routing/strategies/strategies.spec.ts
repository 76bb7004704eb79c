import fc from 'fast-check';
import type { Candidate } from '../../contracts/candidate.js';
import { SeededRandom } from '../../contracts/random.js';
import type { RoutingStrategy } from '../../contracts/routing-strategy.js';
import { pluginKindOf } from '../../plugin/plugin-markers.js';
import { BalancedStrategy } from './balanced.strategy.js';
import { CheapestStrategy } from './cheapest.strategy.js';
import { FastestStrategy } from './fastest.strategy.js';
import { LeastBusyStrategy } from './least-busy.strategy.js';
import { PriceWeightedStrategy } from './price-weighted.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { StickyStrategy } from './sticky.strategy.js';
import { strategies } from './strategies.js';
import {
  candidate,
  context,
  idsOf,
  type Known,
  KnownAvailability,
  KnownPerformance,
  price,
  StillClock,
} from './strategy-world.fixture.js';
import { ThroughputStrategy } from './throughput.strategy.js';
import { WeightedStrategy } from './weighted.strategy.js';

interface World {
  readonly candidates: readonly Candidate[];
  readonly known: Record<string, Known>;
  readonly available: KnownAvailability['known'];
  readonly seed: number;
  readonly tokens: number;
  readonly session: string;
}

/** New ones each time: what they remember must not tell two rankings apart. */
function make({ known, available, seed }: World): RoutingStrategy[] {
  const live = new KnownPerformance(known);
  const availability = new KnownAvailability(available);
  const clock = new StillClock();
  const random = () => new SeededRandom(seed);
  return [
    new PriorityStrategy(),
    new WeightedStrategy(random()),
    new CheapestStrategy(live),
    new FastestStrategy(live, clock, {}),
    new ThroughputStrategy(live, clock),
    new LeastBusyStrategy(live, random()),
    new BalancedStrategy(live, availability, clock, random(), {}),
    new PriceWeightedStrategy(live, availability, clock, random()),
    new StickyStrategy(live, clock),
  ];
}

function rankAll(world: World, candidates = world.candidates) {
  const call = context({
    route: { session: world.session },
    prompt: { tokens: world.tokens, maxOutputTokens: undefined } as never,
  });
  return new Map(make(world).map((it) => [it.id, it.rank(candidates, call)]));
}

// Few values, so that ties are common.
const odd = fc.constantFrom(0, 1, 1, 100, 100, 4_321, NaN, -1, Infinity);
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });
const known: fc.Arbitrary<Known> = fc.record({
  latency: maybe(odd),
  percentiles: fc.record({ firstPart: maybe(odd), duration: maybe(odd), throughput: maybe(odd) }),
  inFlight: fc.nat(3),
  errorRate: fc.constantFrom(0, 0, 0.2, 0.31, 1),
  outputTokens: maybe(odd),
  cachedShare: maybe(fc.constantFrom(0, 0.5, 1, NaN)),
});
const targets = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map((it) => `p/${it}`),
    weight: maybe(fc.constantFrom(0, 0, 1, 2, 0.5, NaN, -3)),
    usd: maybe(fc.nat(3)),
    known,
    ago: maybe(fc.constantFrom(-1_000, 0, 2_000, 40_000)),
  }),
  { selector: ({ id }) => id, minLength: 1 },
);
const worlds: fc.Arbitrary<World> = fc
  .record({ targets, seed: fc.integer(), tokens: odd, session: fc.constantFrom('x', 'y', 'z') })
  .map(({ targets: list, ...rest }) => {
    const now = new StillClock().time;
    const times = list.map(({ id, ago = NaN }) => [
      id,
      Number.isNaN(ago) ? {} : { ejectedAt: now - ago, recoveredAt: now - ago },
    ]);
    return {
      ...rest,
      candidates: list.map(({ id, weight, usd }) =>
        candidate(id, { weight, price: usd === undefined ? undefined : price(usd, 2 * usd) }),
      ),
      known: Object.fromEntries(list.map((it) => [it.id, it.known])),
      available: Object.fromEntries(times) as World['available'],
    };
  });

it('are those that the options name, and nothing but strategies', () => {
  const world = { candidates: [], known: {}, available: {}, seed: 1, tokens: 1, session: 's' };
  const ids = make(world).map((it) => it.id);
  expect(new Set(ids).size).toBe(strategies.length);
  for (const it of strategies) expect(pluginKindOf(it)).toBe('strategy');
  expect(new Set(make(world).map((it) => it.constructor))).toEqual(new Set(strategies));
});

it('rank nobody where nobody is left', () => {
  const world = { candidates: [], known: {}, available: {}, seed: 1, tokens: 1, session: 's' };
  for (const ranked of rankAll(world).values()) expect(ranked).toEqual([]);
});

it('neither lose nor invent a candidate, and tell a score that is a number, and why', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const ranked of rankAll(world).values()) {
        expect(new Set(ranked.map((it) => it.candidate))).toEqual(new Set(world.candidates));
        expect(ranked).toHaveLength(world.candidates.length);
        for (const { score = 0, because } of ranked) {
          expect(score).not.toBeNaN();
          expect(because).toMatch(/\w/);
          expect(because).not.toMatch(/NaN|undefined|Infinity/);
        }
      }
    }),
  );
});

it('do not depend on the order of the list, but for priority', () => {
  const shuffled = worlds.chain((world) =>
    fc.tuple(
      fc.constant(world),
      fc.shuffledSubarray([...world.candidates], { minLength: world.candidates.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([world, candidates]) => {
      const [one, other] = [rankAll(world), rankAll(world, candidates)];
      for (const [id, ranked] of one) {
        if (id !== 'priority') expect([id, idsOf(other.get(id)!)]).toEqual([id, idsOf(ranked)]);
      }
    }),
  );
});

it.each(['weighted', 'balanced', 'price-weighted', 'least-busy', 'sticky'])(
  '%s never places a weight of 0 before another',
  (id) => {
    fc.assert(
      fc.property(worlds, (world) => {
        const weights = (rankAll(world).get(id) ?? []).map(
          ({ candidate: { weight = 1 } }) => weight,
        );
        const firstWithout = weights.findIndex((weight) => !(weight > 0));
        const lastWith = weights.findLastIndex((weight) => weight > 0);
        if (firstWithout >= 0) expect(lastWith).toBeLessThan(firstWithout);
      }),
    );
  },
);
