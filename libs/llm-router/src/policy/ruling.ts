import type { CallCompliance } from '../contracts/call-compliance.js';
import type { Candidate } from '../contracts/candidate.js';
import { type CompiledPolicy, missingOf } from './compiled-policy.js';
import type { Requirement } from './requirement.js';

/** What holds for one call: each policy and each limit of its own has to be met, so that one more only tightens. */
export class Ruling {
  constructor(
    /** Undefined: the call has no class, and nothing is required. */
    readonly compliance: CallCompliance | undefined,
    private readonly policies: readonly CompiledPolicy[],
    private readonly limits: readonly Requirement[],
  ) {}

  /** Everything that a candidate lacks to be sent the call, in words; undefined where it lacks nothing. */
  reject(candidate: Candidate): string | undefined {
    if (this.policies.length === 0 && this.limits.length === 0) return undefined;
    const missing = [
      ...this.policies.flatMap((it) => it.misses(candidate)),
      ...missingOf(this.limits, candidate, 'the call'),
    ];
    return missing.length === 0 ? undefined : missing.join('; ');
  }
}

export const NO_RULING = new Ruling(undefined, [], []);
