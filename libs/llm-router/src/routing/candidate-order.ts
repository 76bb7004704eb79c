import type { Candidate } from '../contracts/candidate.js';
import type { LivePerformance } from '../contracts/live-performance.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../contracts/routing-strategy.js';
import { isNamed } from './is-named.js';
import { hasWishes, missedWish } from './missed-wish.js';

/** Candidates in their order. */
export interface Ordered {
  /** Best first. */
  readonly ranked: readonly Ranked[];
  /** Those that miss a wish of the call: after all others that were asked for. */
  readonly late: readonly Ranked[];
}

const NOBODY: readonly never[] = [];

/**
 * Candidates as the strategy ranks them, without those that miss a wish of the call, and after those that the call
 * names in `order`: an order is an order, and no wish stands against it.
 */
export function inOrder(
  candidates: readonly Candidate[],
  strategy: RoutingStrategy,
  context: RoutingContext,
  live: LivePerformance,
): Ordered {
  if (candidates.length === 0) return { ranked: NOBODY, late: NOBODY };
  const { route } = context;
  const ranked = permutation(strategy.rank(candidates, context), candidates);
  const { listed, others } = divide(ranked, route.order);
  if (!hasWishes(route)) {
    return { ranked: listed.length === 0 ? others : [...listed, ...others], late: NOBODY };
  }
  const late: Ranked[] = [];
  const first = [...listed];
  for (const it of others) {
    const missed = missedWish(route, live.of(it.candidate), context.delivery);
    if (missed === undefined) first.push(it);
    else late.push({ ...it, because: it.because ? `${it.because}; ${missed}` : missed });
  }
  return { ranked: first, late };
}

/** A plugin must neither lose a candidate nor bring back one that a filter rejected. */
function permutation(
  ranked: readonly Ranked[],
  candidates: readonly Candidate[],
): readonly Ranked[] {
  const complete =
    ranked.length === candidates.length &&
    candidates.every((candidate) => ranked.some((it) => it.candidate === candidate));
  if (complete) return ranked;
  const left = new Map(candidates.map((it) => [it.id, it]));
  const kept: Ranked[] = [];
  for (const it of ranked) {
    const candidate = left.get(it.candidate.id);
    if (candidate !== undefined) kept.push({ ...it, candidate });
    left.delete(it.candidate.id);
  }
  for (const candidate of left.values()) kept.push({ candidate });
  return kept;
}

function divide(
  ranked: readonly Ranked[],
  order: readonly string[] | undefined,
): { listed: readonly Ranked[]; others: readonly Ranked[] } {
  if (order === undefined) return { listed: NOBODY, others: ranked };
  const places = new Map<Ranked, number>();
  for (const it of ranked) {
    const place = order.findIndex((entry) => isNamed(entry, it.candidate));
    if (place >= 0) places.set(it, place);
  }
  const placeOf = (it: Ranked): number => places.get(it) ?? order.length;
  return {
    listed: [...places.keys()].sort((a, b) => placeOf(a) - placeOf(b)),
    others: ranked.filter((it) => !places.has(it)),
  };
}
