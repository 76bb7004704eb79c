import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { TargetHealth } from './target-health.js';

/** Leaves out targets that failed lately; all are used where at least half are out. Id: `breaker`. */
@LlmFilter()
@Injectable()
export class BreakerFilter implements CandidateFilter {
  readonly id = 'breaker';
  readonly yieldsWhenHalfAreOut = true;

  constructor(private readonly health: TargetHealth) {}

  reject(candidate: Candidate): string | undefined {
    return this.health.whyEjected(candidate.id);
  }

  retryAt(candidate: Candidate): number | undefined {
    return this.health.heldUntil(candidate.id);
  }
}
