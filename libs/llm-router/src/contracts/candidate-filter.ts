import type { Candidate } from './candidate.js';
import type { Exchange } from './exchange.js';

/** The port for hard exclusions: `@LlmFilter()`. Every filter sees every candidate of every call. */
export interface CandidateFilter {
  readonly id: string;
  /** Why this candidate must not serve this call, in words; undefined where it may. */
  reject(candidate: Candidate, exchange: Exchange): string | undefined;
  /** Epoch milliseconds when asking again makes sense; undefined where only another request would help. */
  retryAt?(candidate: Candidate): number | undefined;
}
