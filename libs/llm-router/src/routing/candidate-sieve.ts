import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { RoutingContext } from '../contracts/routing-context.js';

/** A candidate that a filter rejects, and why. */
export interface Verdict {
  readonly candidate: Candidate;
  readonly filter: CandidateFilter;
  readonly reason: string;
}

/** What became of candidates; each is in exactly one of the lists, in its old order. */
export interface Sifted {
  readonly eligible: readonly Candidate[];
  /** Rejected, but so many with them that they are used all the same, after the eligible ones. */
  readonly yielded: readonly Verdict[];
  readonly rejected: readonly Verdict[];
}

const NOBODY: readonly never[] = [];

/** The filters, in an order in which those that may yield come last. */
export class CandidateSieve {
  private readonly hard: readonly CandidateFilter[];
  private readonly yielding: readonly CandidateFilter[];
  private readonly refusing: readonly CandidateFilter[];

  constructor(filters: readonly CandidateFilter[]) {
    const hard = filters.filter((it) => it.yieldsWhenHalfAreOut !== true);
    // Whoever may never serve is told so, and not when to ask again.
    this.hard = [
      ...hard.filter((it) => it.noneLeft !== undefined),
      ...hard.filter((it) => it.noneLeft === undefined),
    ];
    this.yielding = filters.filter((it) => it.yieldsWhenHalfAreOut === true);
    this.refusing = filters.filter((it) => it.refuse !== undefined);
  }

  /** Why the call is refused, whoever could serve it. */
  refuse(context: RoutingContext): LlmRouterError | undefined {
    for (const filter of this.refusing) {
      const refusal = filter.refuse?.(context);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  /**
   * Asks the filters about each candidate. Where those that may yield reject at least half of what the others let pass,
   * they do, unless that is one candidate only (after Envoy's panic threshold).
   */
  sift(candidates: readonly Candidate[], context: RoutingContext): Sifted {
    const eligible: Candidate[] = [];
    let rejected: Verdict[] | undefined;
    let held: Verdict[] | undefined;
    for (const candidate of candidates) {
      const out = ask(this.hard, candidate, context);
      if (out !== undefined) {
        (rejected ??= []).push(out);
        continue;
      }
      const holds = ask(this.yielding, candidate, context);
      if (holds === undefined) eligible.push(candidate);
      else (held ??= []).push(holds);
    }
    if (held === undefined) return { eligible, yielded: NOBODY, rejected: rejected ?? NOBODY };
    const passing = eligible.length + held.length;
    return passing >= 2 && held.length * 2 >= passing
      ? { eligible, yielded: held, rejected: rejected ?? NOBODY }
      : { eligible, yielded: NOBODY, rejected: rejected ? [...rejected, ...held] : held };
  }
}

function ask(
  filters: readonly CandidateFilter[],
  candidate: Candidate,
  context: RoutingContext,
): Verdict | undefined {
  for (const filter of filters) {
    const reason = filter.reject(candidate, context);
    if (reason !== undefined) return { candidate, filter, reason };
  }
  return undefined;
}
