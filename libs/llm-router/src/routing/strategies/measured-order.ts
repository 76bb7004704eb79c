import type { Candidate } from '../../contracts/candidate.js';
import type { Clock } from '../../contracts/clock.js';
import type { LivePerformance, TargetPerformance } from '../../contracts/live-performance.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import type { Ranked } from '../../contracts/routing-strategy.js';
import { type Entry, inOrder } from './ranking.js';

/** How long a target counts as being explored before the call that explores it has reached it. */
const CLAIM_MS = 1_000;
/** Who fails more often than this is not worth a try just to know how fast it is. */
const MOST_ERRORS = 0.5;

const EXPLORED = 0;
const KNOWN = 1;
const UNKNOWN_IDLE = 2;
const UNKNOWN_BUSY = 3;

/** What a strategy goes by, and how it says it. */
export interface Measure {
  /** Less is better; undefined where it is not known of the target. */
  scoreOf(live: TargetPerformance, context: RoutingContext): number | undefined;
  words(score: number): string;
}

/**
 * The order by something that is measured. A target of which it is not known is explored: one that is idle goes first,
 * for one call at a time; until that one has told, the others prefer targets that are known.
 */
export class MeasuredOrder {
  /** When each target was last explored. */
  private readonly claims = new Map<string, number>();

  constructor(
    private readonly measure: Measure,
    private readonly performance: LivePerformance,
    private readonly clock: Clock,
  ) {}

  rank(candidates: readonly Candidate[], context: RoutingContext): Ranked[] {
    const entries = candidates.map((candidate) => this.entry(candidate, context));
    const explored = this.toExplore(entries);
    if (explored !== undefined) {
      const because = 'not measured yet: explored';
      entries[entries.indexOf(explored)] = { ...explored, group: EXPLORED, because };
      if (context.dryRun !== true) this.claim(explored.candidate.id);
    }
    return inOrder(entries);
  }

  private entry(candidate: Candidate, context: RoutingContext): Entry {
    const live = this.performance.of(candidate);
    const score = this.measure.scoreOf(live, context);
    if (score !== undefined && score >= 0 && score < Infinity) {
      return { candidate, group: KNOWN, key: score, score, because: this.measure.words(score) };
    }
    return live.inFlight === 0 && live.errorRate <= MOST_ERRORS && !this.isClaimed(candidate.id)
      ? { candidate, group: UNKNOWN_IDLE, key: 0, because: 'not measured yet' }
      : { candidate, group: UNKNOWN_BUSY, key: 0, because: 'not measured yet, and being explored' };
  }

  private toExplore(entries: readonly Entry[]): Entry | undefined {
    let first: Entry | undefined;
    for (const entry of entries) {
      if (entry.group !== UNKNOWN_IDLE) continue;
      if (first === undefined || entry.candidate.id < first.candidate.id) first = entry;
    }
    return first;
  }

  private isClaimed(id: string): boolean {
    const at = this.claims.get(id);
    return at !== undefined && Math.abs(this.clock.monotonic() - at) < CLAIM_MS;
  }

  private claim(id: string): void {
    const now = this.clock.monotonic();
    for (const [other, at] of this.claims) {
      if (!(Math.abs(now - at) < CLAIM_MS)) this.claims.delete(other);
    }
    this.claims.set(id, now);
  }
}
