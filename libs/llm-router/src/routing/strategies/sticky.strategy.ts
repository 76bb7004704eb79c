import { Injectable } from '@nestjs/common';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { LivePerformance } from '../../contracts/live-performance.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../../contracts/routing-strategy.js';
import { formatUsd } from '../../foundation/pico-dollars.js';
import { LlmStrategy } from '../../plugin/plugin-markers.js';
import { chanceOf, drawKey, hashText, weightOf } from './draw.js';
import { cacheSaving } from './expected-usage.js';
import { inOrder } from './ranking.js';
import { RecentPlaces } from './recent-places.js';
import { stickyKey } from './sticky-key.js';

/** Sets the two halves of a remembered key apart. */
const OTHER_HALF = 0x9e3779b9;

/**
 * `sticky`: calls of one session, user, key or conversation go to one target, whose prompt cache they keep warm:
 * weighted rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit rates", 1998), so that
 * those of a target that is left out move, and come back with it, and no others. Where a call moves, it is told what
 * that costs in lost cache. A weight of 0 comes last.
 */
@LlmStrategy()
@Injectable()
export class StickyStrategy implements RoutingStrategy {
  readonly id = 'sticky';
  private readonly places: RecentPlaces;

  constructor(
    private readonly performance: LivePerformance,
    clock: Clock,
  ) {
    this.places = new RecentPlaces(clock);
  }

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    const key = stickyKey(context);
    const seed = hashText(key ?? context.id);
    const ranked = inOrder(
      candidates.map((candidate) => {
        const weight = weightOf(candidate);
        const chance = chanceOf(candidate.id, seed);
        return {
          candidate,
          group: weight > 0 ? 0 : 1,
          key: drawKey(chance, weight || 1),
          because: 'next in its order of targets',
        };
      }),
    );
    const [first] = ranked;
    if (first !== undefined) {
      ranked[0] = { ...first, because: this.place(first.candidate, key, seed, context) };
    }
    return ranked;
  }

  /** Remembers the first choice, and says what is to be said of it. */
  private place(
    candidate: Candidate,
    key: string | undefined,
    hash: number,
    context: RoutingContext,
  ): string {
    if (key === undefined) return 'nothing to hold together';
    const place = hash * 0x200000 + (hashText(key, OTHER_HALF) >>> 11);
    const last = this.places.of(place, context.id);
    if (context.dryRun !== true) this.places.note(place, candidate, context.id);
    return last === undefined || last.id === candidate.id
      ? `where its ${key.slice(0, key.indexOf(' '))} is held`
      : `moved from ${last.id}, ${this.priceOfMove(last, candidate, context)}`;
  }

  private priceOfMove(last: Candidate, to: Candidate, context: RoutingContext): string {
    const share = this.performance.of(to).cachedShare ?? this.performance.of(last).cachedShare;
    if (share === undefined) return 'what that costs in lost cache is not known';
    const saving = cacheSaving(to, context, share);
    return saving === undefined
      ? `which loses the cache of ${Math.round(share * 100)} % of its prompt`
      : `which costs ${formatUsd(saving)} US dollars in lost cache`;
  }
}
