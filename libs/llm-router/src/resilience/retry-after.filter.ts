import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { TargetHealth } from './target-health.js';

/** Leaves out targets that asked for a pause, until it is over. Id: `retry-after`. */
@LlmFilter()
@Injectable()
export class RetryAfterFilter implements CandidateFilter {
  readonly id = 'retry-after';

  constructor(private readonly health: TargetHealth) {}

  reject(candidate: Candidate): string | undefined {
    return this.health.whyHeld(candidate.id);
  }

  retryAt(candidate: Candidate): number | undefined {
    return this.health.heldUntil(candidate.id);
  }
}
