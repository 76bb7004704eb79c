import type { Candidate } from './candidate.js';
import type { LlmRouterError } from './errors/llm-router-error.js';
import type { Rejection } from './rejection.js';
import type { RoutingContext } from './routing-context.js';

/** The port for hard exclusions: `@LlmFilter()`. Every filter sees every candidate of every call. */
export interface CandidateFilter {
  readonly id: string;
  /** Why this candidate must not serve this call, in words; undefined where it may. */
  reject(candidate: Candidate, context: RoutingContext): string | undefined;
  /** Why the call as a whole is refused, whoever could serve it; asked once a call, before any candidate. */
  refuse?(context: RoutingContext): LlmRouterError | undefined;
  /**
   * The failure of a call for which nobody is left, where this filter has rejected some and waiting would not help: no
   * filter says when to ask again, or may yield. Default: `NoCandidateError`.
   */
  noneLeft?(rejections: readonly Rejection[], context: RoutingContext): LlmRouterError;
  /** Epoch milliseconds when asking again makes sense; undefined where only another request would help. */
  retryAt?(candidate: Candidate): number | undefined;
  /**
   * True: what it rejects is used all the same where it rejects at least half of the candidates that all other filters
   * let pass: when so many are out, the fault is more likely to be ours. Default false.
   */
  readonly yieldsWhenHalfAreOut?: boolean;
}
