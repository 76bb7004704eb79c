import type { Preferred, RouteDirective } from '../contracts/directives.js';
import type { TargetPerformance } from '../contracts/live-performance.js';
import type { Delivery } from '../contracts/provider-adapter.js';

/** Whether the call wishes for live figures at all. */
export function hasWishes(route: RouteDirective): boolean {
  return route.preferredMaxLatency !== undefined || route.preferredMinThroughput !== undefined;
}

/** The first wish that a target misses of late, in words; undefined where it misses none, or nothing is known of it. */
export function missedWish(
  { preferredMaxLatency, preferredMinThroughput }: RouteDirective,
  live: TargetPerformance,
  delivery: Delivery,
): string | undefined {
  for (const [percent, seconds] of wishes(preferredMaxLatency)) {
    const measured = live.percentile('firstPart', percent, delivery);
    if (measured !== undefined && measured > seconds * 1_000) {
      return `first part after ${(measured / 1_000).toFixed(2)} s at p${percent}, ${seconds} s are preferred`;
    }
  }
  for (const [percent, least] of wishes(preferredMinThroughput)) {
    // Of throughput more is better: what 90 % of calls reach is the tenth percentile.
    const measured = live.percentile('throughput', 100 - percent, delivery);
    if (measured !== undefined && measured < least) {
      return `${measured.toFixed(1)} tokens a second at p${percent}, ${least} are preferred`;
    }
  }
  return undefined;
}

function wishes(preferred: Preferred | undefined): readonly [percent: number, wish: number][] {
  if (preferred === undefined) return [];
  if (typeof preferred === 'number') return [[50, preferred]];
  return Object.entries(preferred).map(([percentile, wish]) => [Number(percentile.slice(1)), wish]);
}
