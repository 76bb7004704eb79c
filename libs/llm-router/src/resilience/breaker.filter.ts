import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { TargetHealth } from './target-health.js';

/** Leaves out targets that failed lately, or that asked for a pause. */
@LlmFilter()
@Injectable()
export class BreakerFilter implements CandidateFilter {
  readonly id = 'breaker';

  constructor(private readonly health: TargetHealth) {}

  reject(candidate: Candidate): string | undefined {
    return this.health.admits(candidate.id)
      ? undefined
      : 'it failed lately, or asked for a pause, and is left alone for a moment';
  }

  retryAt(candidate: Candidate): number | undefined {
    return this.health.heldUntil(candidate.id);
  }
}
