import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { Rung } from '../contracts/rung.js';
import type { Step } from './plan-draft.js';

/** Candidates that are tried after one another before the next step is. */
export class LadderStep implements Step {
  constructor(
    readonly name: string,
    readonly rung: Rung | undefined,
    readonly candidates: readonly Candidate[],
    /** Id of the strategy that orders them. */
    readonly strategy: string,
    readonly request?: ChatRequest,
    /** Of `request`. */
    readonly prompt?: PromptProfile,
  ) {}

  nameOf(_candidate: Candidate): string {
    return this.name;
  }

  /** The same with another profile of its request. */
  withPrompt(prompt: PromptProfile): LadderStep {
    const { name, rung, candidates, strategy, request } = this;
    return new LadderStep(name, rung, candidates, strategy, request, prompt);
  }
}

/** Candidates of several names that are one choice. */
export class MixedStep extends LadderStep {
  constructor(
    rung: Rung,
    private readonly named: ReadonlyMap<Candidate, string>,
    strategy: string,
  ) {
    super('', rung, [...named.keys()], strategy);
  }

  override nameOf(candidate: Candidate): string {
    return this.named.get(candidate) ?? this.name;
  }
}
