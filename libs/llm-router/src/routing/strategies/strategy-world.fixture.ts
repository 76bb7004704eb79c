import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import {
  type AttemptTrace,
  type LiveMetric,
  LivePerformance,
  type TargetPerformance,
} from '../../contracts/live-performance.js';
import type { ModelPrice } from '../../contracts/model-price.js';
import type { Ranked } from '../../contracts/routing-strategy.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { type Availability, TargetAvailability } from '../../contracts/target-availability.js';
export { flatPrice as price } from '../../contracts/flat-price.fixture.js';

/** What is known of a target; what is left out is unknown, or nothing. */
export interface Known {
  readonly latency?: number;
  readonly percentiles?: Partial<Record<LiveMetric, number>>;
  readonly inFlight?: number;
  readonly errorRate?: number;
  readonly outputTokens?: number;
  readonly cachedShare?: number;
}

/** Live figures as a test says them. */
export class KnownPerformance extends LivePerformance {
  constructor(readonly known: Record<string, Known> = {}) {
    super();
  }

  override of({ id }: Candidate): TargetPerformance {
    const known = this.known[id] ?? {};
    return {
      inFlight: known.inFlight ?? 0,
      samples: 0,
      errorRate: known.errorRate ?? 0,
      outputTokens: known.outputTokens,
      cachedShare: known.cachedShare,
      headroom: undefined,
      latency: () => known.latency,
      percentile: (metric) => known.percentiles?.[metric],
    };
  }

  override started(): AttemptTrace {
    throw new Error('Nobody is asked here.');
  }
}

export class KnownAvailability extends TargetAvailability {
  constructor(readonly known: Record<string, Partial<Availability>> = {}) {
    super();
  }

  override of(target: string): Availability {
    return { state: 'open', ...this.known[target] };
  }

  override all(): ReadonlyMap<string, Availability> {
    return new Map();
  }
}

/** Time that stands still until it is moved. */
export class StillClock extends Clock {
  time = 1_750_000_000_000;

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }
}

export function candidate(
  id: string,
  { weight, ...parts }: { weight?: number | undefined; price?: ModelPrice | undefined } = {},
): Candidate {
  return {
    id,
    upstreamModel: id,
    facts: {},
    price: parts.price,
    ...(weight === undefined ? {} : { weight }),
  } as Partial<Candidate> as Candidate;
}

export function context(parts: Partial<RoutingContext> = {}): RoutingContext {
  return {
    id: 'call',
    delivery: 'stream',
    request: { messages: [{ role: 'user', content: 'Hello' }] },
    route: {},
    caller: {},
    prompt: { tokens: 1_000, maxOutputTokens: undefined },
    ...parts,
  } as Partial<RoutingContext> as RoutingContext;
}

export function idsOf(ranked: readonly Ranked[]): string[] {
  return ranked.map((it) => it.candidate.id);
}

/** Shares of the first places over many draws. */
export function firstShares(draw: () => readonly Ranked[], draws = 4_000): Record<string, number> {
  const shares: Record<string, number> = {};
  for (let i = 0; i < draws; i++) {
    const id = draw()[0]?.candidate.id ?? 'nobody';
    shares[id] = (shares[id] ?? 0) + 1 / draws;
  }
  return shares;
}
