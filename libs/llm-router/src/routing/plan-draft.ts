import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Rejection } from '../contracts/rejection.js';
import type { ConsideredCandidate } from '../contracts/route-decision.js';
import type { Ranked } from '../contracts/routing-strategy.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import type { Rung } from '../contracts/rung.js';
import type { Verdict } from './candidate-sieve.js';

/** Where on the ladder, and under which name, candidates stand. */
export interface Step {
  readonly rung: Rung | undefined;
  /** What they are sent, where that is not the call's own request. */
  readonly request?: ChatRequest;
  /** The name that brought a candidate in. */
  nameOf(candidate: Candidate): string;
}

/** A candidate at its place; `out`: it is out, and is used all the same because so many are. */
export type Placed = Ranked & { readonly out?: boolean };

/** A plan as it is drawn up, together with the record of why it is so. */
export class PlanDraft {
  readonly targets: PlannedTarget[] = [];
  readonly considered: ConsideredCandidate[] = [];
  readonly rejections: Rejection[] = [];
  readonly notes: string[] = [];
  /** Epoch milliseconds when the first of the rejected may serve again. */
  retryAt: number | undefined;
  /** Whether somebody was rejected who may serve later. */
  private mayWait = false;
  private decisive: CandidateFilter | undefined;
  private readonly taken = new Set<string>();
  private readonly postponed: { readonly step: Step; readonly ranked: readonly Placed[] }[] = [];

  /** Whether a candidate is in the plan. */
  has(candidate: Candidate): boolean {
    return this.taken.has(candidate.id);
  }

  place(step: Step, ranked: readonly Placed[]): void {
    const { rung, request } = step;
    for (const { candidate, score, because, out } of ranked) {
      this.considered.push({
        candidate: candidate.id,
        name: step.nameOf(candidate),
        rung,
        place: this.targets.length,
        score: Number.isFinite(score) ? score : undefined,
        because,
      });
      this.taken.add(candidate.id);
      this.targets.push({ candidate, rung, request, out });
    }
  }

  /** They are in the plan, but after all that are placed until `placePostponed()`. */
  postpone(step: Step, ranked: readonly Placed[]): void {
    this.postponed.push({ step, ranked });
    for (const { candidate } of ranked) this.taken.add(candidate.id);
  }

  placePostponed(): void {
    for (const { step, ranked } of this.postponed.splice(0)) this.place(step, ranked);
  }

  /** One reason for each candidate and filter is told, though several names may bring it in. */
  reject(step: Step, { candidate, filter, reason }: Verdict): void {
    this.note(step, candidate, filter.id, reason);
    const retryAt = filter.retryAt?.(candidate);
    if (retryAt !== undefined) this.retryAt = Math.min(retryAt, this.retryAt ?? Infinity);
    if (retryAt !== undefined || filter.yieldsWhenHalfAreOut === true) this.mayWait = true;
    if (filter.noneLeft !== undefined) this.decisive ??= filter;
  }

  /** The failure of a call for which nobody is left, by the filter that has a word for it, unless waiting may help. */
  noneLeft(context: RoutingContext): LlmRouterError | undefined {
    return this.mayWait ? undefined : this.decisive?.noneLeft?.(this.rejections, context);
  }

  /** As `reject`, where it is the plan itself that has no place for the candidate. */
  drop(step: Step, candidate: Candidate, by: string, reason: string): void {
    this.note(step, candidate, by, reason);
  }

  private note(step: Step, candidate: Candidate, by: CandidateFilter['id'], reason: string): void {
    const { id } = candidate;
    this.considered.push({
      candidate: id,
      name: step.nameOf(candidate),
      rung: step.rung,
      because: reason,
      rejectedBy: by,
    });
    const told = this.rejections.some(
      (it) => it.candidate === id && it.filter === by && it.reason === reason,
    );
    if (!told) this.rejections.push({ candidate: id, filter: by, reason });
  }
}
