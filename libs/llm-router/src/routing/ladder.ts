import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { ModelDirectory } from '../contracts/model-directory.js';
import type { Rung } from '../contracts/rung.js';
import type { DegradeOptions, TrimOptions } from '../contracts/tier.js';
import type { AskedName, AskedNames } from './asked-names.js';
import { LadderStep, MixedStep } from './ladder-step.js';
import { messageTokens, profileOf } from './prompt-profile.js';
import { trimMessages } from './trim-messages.js';

/** What a ladder is built of. */
export interface Wanted {
  /** What was asked for, after rules. */
  readonly name: string;
  readonly route: RouteDirective;
  readonly request: ChatRequest;
  /** Id of the strategy that a rule demands. */
  readonly ruleStrategy: string | undefined;
  /** How far the name is from what was asked for. */
  readonly rung?: Rung;
}

/**
 * From the name that was asked for down: its own candidates, then those of the fallbacks, then what the tier says. A
 * nearer strategy wins: the rule's, the suffix of the name, the call's, the tier's, the default.
 */
export class Ladder {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly names: AskedNames,
    private readonly defaultStrategy: string,
  ) {}

  /** The first step is that of the name that was asked for. Throws `UnknownModelError` for a name that stands for nothing. */
  steps(wanted: Wanted): readonly [LadderStep, ...LadderStep[]] {
    const { route } = wanted;
    const asked = this.names.resolve(wanted.name);
    const tier = this.directory.tierOf(asked.name);
    const first = this.namedStep(asked, wanted.rung, wanted);
    const steps: [LadderStep, ...LadderStep[]] = [first];
    if (route.allowFallbacks === false) return steps;
    for (const name of route.fallback ?? []) {
      steps.push(this.namedStep(this.names.resolve(name), 'fallback', wanted));
    }
    if (tier?.degrade !== undefined) this.addRungs(steps, first, tier.degrade, wanted);
    return steps;
  }

  private addRungs(
    steps: LadderStep[],
    first: LadderStep,
    { sameModel, equal = [], smaller = [], trim }: DegradeOptions,
    wanted: Wanted,
  ): void {
    const { strategy } = first;
    if (sameModel === true) {
      const elsewhere = first.candidates.flatMap((it) => this.directory.sameModel(it));
      const found = byName(elsewhere.map((it) => [it, first.name]));
      steps.push(new MixedStep('same-model', found, strategy));
    }
    if (equal.length > 0) {
      const found = byName(
        equal.flatMap((name) =>
          this.directory.resolve(name).map((it): [Candidate, string] => [it, name]),
        ),
      );
      steps.push(new MixedStep('equal', found, strategy));
    }
    for (const name of smaller) {
      steps.push(new LadderStep(name, 'smaller', this.directory.resolve(name), strategy));
    }
    if (trim !== undefined) addTrimmed(steps, first, trim, wanted.request);
  }

  private namedStep(asked: AskedName, rung: Rung | undefined, wanted: Wanted): LadderStep {
    const { ruleStrategy, route } = wanted;
    const strategy =
      ruleStrategy ??
      asked.strategy ??
      route.strategy ??
      this.directory.tierOf(asked.name)?.strategy ??
      this.defaultStrategy;
    return new LadderStep(asked.name, rung, asked.candidates, strategy);
  }
}

function addTrimmed(
  steps: LadderStep[],
  { name, candidates, strategy }: LadderStep,
  trim: TrimOptions,
  request: ChatRequest,
): void {
  const messages = trimMessages(request.messages, trim, messageTokens);
  if (messages === request.messages) return;
  const trimmed: ChatRequest = { ...request, messages: [...messages] };
  const prompt = profileOf({ request: trimmed });
  steps.push(new LadderStep(name, 'trimmed', candidates, strategy, trimmed, prompt));
}

/** Each candidate once, under the first of its names. */
function byName(found: readonly (readonly [Candidate, string])[]): ReadonlyMap<Candidate, string> {
  const ids = new Set<string>();
  const named = new Map<Candidate, string>();
  for (const [candidate, name] of found) {
    if (ids.has(candidate.id)) continue;
    ids.add(candidate.id);
    named.set(candidate, name);
  }
  return named;
}
