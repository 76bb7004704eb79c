import type { RouteDirective } from '../contracts/directives.js';
import type { RoutingStrategy } from '../contracts/routing-strategy.js';
import { inOrder } from './candidate-order.js';
import { candidate, context, HandPerformance, ids, STRATEGIES } from './routing.fixture.js';

const a = candidate('a/m');
const b = candidate('b/m');
const c = candidate('c/m');
const all = [a, b, c];
const asWritten = STRATEGIES.find((it) => it.id === 'as-written')!;
const cheapest = STRATEGIES.find((it) => it.id === 'cheapest')!;
const slow = new HandPerformance({ 'a/m': { firstPart: 2_000 }, 'b/m': { firstPart: 500 } });

function order(route: RouteDirective, strategy = asWritten, live = slow) {
  const { ranked, late } = inOrder(all, strategy, context(route), live);
  return { ranked: ids(ranked), late: ids(late) };
}

it('is the order of the strategy', () => {
  expect(order({}, cheapest)).toEqual({ ranked: ['c/m', 'b/m', 'a/m'], late: [] });
});

it('begins with those that the call lists, in the order of the list', () => {
  expect(order({ order: ['c', 'none', 'B/m'] })).toEqual({
    ranked: ['c/m', 'b/m', 'a/m'],
    late: [],
  });
  expect(order({ order: ['b'] }, cheapest)).toEqual({ ranked: ['b/m', 'c/m', 'a/m'], late: [] });
});

it('sets those apart that miss a wish, with the reason', () => {
  const { ranked, late } = inOrder(all, cheapest, context({ preferredMaxLatency: 1 }), slow);
  expect(ids(ranked)).toEqual(['c/m', 'b/m']);
  expect(late).toEqual([
    {
      candidate: a,
      score: 0,
      because: 'cheap; first part after 2.00 s at p50, 1 s are preferred',
    },
  ]);
});

it('follows a list against a wish', () => {
  expect(order({ preferredMaxLatency: 1, order: ['a'] })).toEqual({
    ranked: ['a/m', 'b/m', 'c/m'],
    late: [],
  });
});

it('neither loses a candidate to a strategy, nor takes in one that was left out', () => {
  const ranking = (...it: (typeof a)[]): RoutingStrategy => ({
    id: 'own',
    rank: () => it.map((one) => ({ candidate: one, because: 'mine' })),
  });
  expect(order({}, ranking(c)).ranked).toEqual(['c/m', 'a/m', 'b/m']);
  expect(order({}, ranking(c, candidate('x/m'), b)).ranked).toEqual(['c/m', 'b/m', 'a/m']);
  expect(order({}, ranking(b, b, a)).ranked).toEqual(['b/m', 'a/m', 'c/m']);
  const { ranked } = inOrder(all, ranking({ ...c }, b, a), context(), slow);
  expect(ranked[0]?.candidate).toBe(c);
});
