import type { Candidate } from '../../contracts/candidate.js';

/** A target that fails nearly always: worse does not matter. */
const MOST_ERRORS = 0.9;
/** No price counts more than this against the cheapest, as anything is endlessly dearer than what is free. */
const LARGEST_PRICE_RATIO = 100;

/** What the score of a candidate is made of. */
export interface Measured {
  readonly candidate: Candidate;
  readonly weight: number;
  /** Milliseconds; undefined: unknown. */
  readonly latency: number | undefined;
  readonly inFlight: number;
  readonly errorRate: number;
  /** Of the call, in any unit; undefined: unknown. Never negative. */
  readonly cost: number | undefined;
}

/** What all candidates of a call are compared with. */
export class Yardstick {
  private bestLatency = Infinity;
  private largestWeight = 0;
  private cheapest = Infinity;
  private dearest = 0;

  /** `priceWeight` says how much the price counts: 0 not at all, 1 as much as the latency. */
  constructor(private readonly priceWeight: number) {}

  see({ latency, weight, cost }: Measured): void {
    if (latency !== undefined && latency < this.bestLatency) this.bestLatency = latency;
    if (weight > this.largestWeight) this.largestWeight = weight;
    if (cost === undefined) return;
    if (cost < this.cheapest) this.cheapest = cost;
    if (cost > this.dearest) this.dearest = cost;
  }

  /** Less is better: milliseconds of waiting, made longer by what speaks against the candidate. */
  score(it: Measured): number {
    const score =
      Math.max(it.latency ?? this.unknownLatency(), 1) *
      (it.inFlight * this.loadPerAttempt(it) + 1) *
      errorPenalty(it.errorRate) *
      this.priceFactor(it);
    return score < Infinity ? score : Number.MAX_VALUE;
  }

  /** How many times the cheapest it costs; unknown: as much as the dearest. */
  priceRatio({ cost = this.dearest }: Measured): number {
    const reference = Math.max(this.cheapest, this.dearest / LARGEST_PRICE_RATIO);
    return reference > 0 && reference < Infinity ? Math.max(1, cost / reference) : 1;
  }

  private priceFactor(it: Measured): number {
    const ratio = this.priceWeight === 0 ? 1 : this.priceRatio(it);
    return ratio === 1 ? 1 : ratio ** this.priceWeight;
  }

  /** A target of half the weight is as busy with half the attempts. */
  private loadPerAttempt({ weight }: Measured): number {
    return weight > 0 ? this.largestWeight / weight : 1;
  }

  /** As good as the best: so that it is asked and becomes known. */
  private unknownLatency(): number {
    return this.bestLatency === Infinity ? 1 : this.bestLatency;
  }
}

function errorPenalty(errorRate: number): number {
  return errorRate > 0 ? (1 - Math.min(errorRate, MOST_ERRORS)) ** -2 : 1;
}

/** What the score is made of, in words. */
export function explainScore(
  { latency, inFlight, errorRate }: Measured,
  priceRatio: number,
): string {
  let words = latency === undefined ? 'latency unknown' : `latency ${Math.round(latency)} ms`;
  if (inFlight > 0) words += `, ${inFlight} under way`;
  if (errorRate >= 0.005) words += `, ${Math.round(errorRate * 100)} % errors`;
  if (priceRatio >= 1.01) words += `, ${Math.round(priceRatio * 100)} % of the lowest price`;
  return words;
}
