import type { CallJournal } from '../contracts/call-journal.js';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import { Clock } from '../contracts/clock.js';
import type { RouteDirective } from '../contracts/directives.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { LivePerformance, type TargetPerformance } from '../contracts/live-performance.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { Rejection } from '../contracts/rejection.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import type { RoutingStrategy } from '../contracts/routing-strategy.js';
import type { PromptClassifier } from '../contracts/prompt-classifier.js';
import type { TierOptions } from '../contracts/tier.js';
import { TokenCounter } from '../contracts/token-counter.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { PromptClassification } from './prompt-classification.js';
import { profileOf } from './prompt-profile.js';
import { RouteContext } from './route-context.js';
import { RouteStage } from './route.stage.js';
import { RoutingRules } from './rules/routing-rules.js';

/** A candidate by its id, e.g. `openai/gpt`. */
export function candidate(
  id: string,
  facts: ModelFacts = {},
  parts: Partial<Candidate> & { readonly provider?: Partial<ProviderAdapter> } = {},
): Candidate {
  const slash = id.indexOf('/');
  const provider = { id: id.slice(0, slash), models: [], ...parts.provider };
  return {
    id,
    upstreamModel: id.slice(slash + 1),
    facts,
    price: undefined,
    ...parts,
    provider: provider as Partial<ProviderAdapter> as ProviderAdapter,
  };
}

/** Names as a test says them. */
export class HandDirectory extends ModelDirectory {
  constructor(
    readonly models: Readonly<Record<string, readonly Candidate[]>>,
    readonly tiers: Readonly<Record<string, Pick<TierOptions, 'strategy' | 'degrade'>>> = {},
    readonly same: Readonly<Record<string, readonly Candidate[]>> = {},
  ) {
    super();
  }

  override resolve(name: string): readonly Candidate[] {
    const found = this.models[name];
    if (found === undefined) throw new UnknownModelError(name, []);
    return found;
  }

  override tierOf(name: string): Pick<TierOptions, 'strategy' | 'degrade'> | undefined {
    return this.tiers[name];
  }

  override sameModel({ id }: Candidate): readonly Candidate[] {
    return this.same[id] ?? [];
  }

  override list(): never[] {
    return [];
  }
}

/** Live figures by target: percentiles of the first part, and of the throughput. */
export class HandPerformance extends LivePerformance {
  constructor(
    readonly known: Readonly<Record<string, { firstPart?: number; throughput?: number }>> = {},
  ) {
    super();
  }

  override of({ id }: Candidate): TargetPerformance {
    const percentile: TargetPerformance['percentile'] = (metric) =>
      metric === 'duration' ? undefined : this.known[id]?.[metric];
    return { percentile } as Partial<TargetPerformance> as TargetPerformance;
  }

  override started(): never {
    throw new Error('Nobody is asked here.');
  }
}

export class HandCounter extends TokenCounter {
  asked: ChatRequest[] = [];

  constructor(private readonly answer: (request: ChatRequest) => number | Promise<number>) {
    super();
  }

  override count(request: ChatRequest): number | Promise<number> {
    this.asked.push(request);
    return this.answer(request);
  }

  override countTexts(texts: readonly string[]): number | Promise<number> {
    return this.count({ messages: texts.map((content) => ({ role: 'assistant', content })) });
  }
}

export class StillClock extends Clock {
  time = 1_000_000;

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }
}

/** What a call notes while it is routed. */
export class HandJournal {
  decision: RouteDecision | undefined;
  readonly rejections: Rejection[] = [];

  decided(decision: RouteDecision): void {
    this.decision = decision;
  }

  rejected(rejection: Rejection): void {
    this.rejections.push(rejection);
  }
}

/** `as-written`, the order of the tier; `backwards`, the other way round. */
export const STRATEGIES: readonly RoutingStrategy[] = [
  { id: 'balanced', rank: (all) => all.map((it) => ({ candidate: it })) },
  { id: 'as-written', rank: (all) => all.map((it) => ({ candidate: it })) },
  { id: 'backwards', rank: (all) => all.map((it) => ({ candidate: it })).reverse() },
  {
    id: 'cheapest',
    rank: (all) =>
      all.map((it, index) => ({ candidate: it, score: index, because: 'cheap' })).reverse(),
  },
  { id: 'throughput', rank: (all) => all.map((it) => ({ candidate: it, because: 'quick' })) },
];

/** Rejects by id; with `yields`, gives way where half are out. */
export function out(
  ids: readonly string[],
  { id = 'out', yields = false, retryAt }: { id?: string; yields?: boolean; retryAt?: number } = {},
): CandidateFilter {
  return {
    id,
    yieldsWhenHalfAreOut: yields,
    reject: (it) => (ids.includes(it.id) ? `${it.id} is out` : undefined),
    retryAt: () => retryAt,
  };
}

export interface Routed {
  readonly directory: HandDirectory;
  readonly filters?: readonly CandidateFilter[];
  readonly strategies?: readonly RoutingStrategy[];
  readonly classifiers?: readonly PromptClassifier[];
  readonly counter?: TokenCounter;
  readonly live?: LivePerformance;
  readonly options?: LlmRouterOptions;
}

/** The stage over what a test makes by hand; all of routing in it is real. */
export function routing(world: Routed): RouteStage {
  const { options = {}, strategies = STRATEGIES } = world;
  const clock = new StillClock();
  const kinds: Record<string, readonly { readonly id: string }[]> = {
    filter: world.filters ?? [],
    strategy: strategies,
    classifier: world.classifiers ?? [],
    provider: options.providers ?? [],
  };
  const plugins = {
    all: (kind: string) => kinds[kind],
    byId: (kind: string, id: string, option: string) => {
      const found = kinds[kind]?.find((it) => it.id === id);
      if (found === undefined) throw new Error(`${option}: no ${kind} is called "${id}".`);
      return found;
    },
  } as unknown as PluginRegistry;
  return new RouteStage(
    world.directory,
    plugins,
    new RoutingRules(options, clock),
    new PromptClassification(plugins, options, clock),
    world.counter ??
      new HandCounter(() => {
        throw new Error('Nothing is to be counted here.');
      }),
    clock,
    world.live ?? new HandPerformance(),
    options,
  );
}

export type HandExchange = Exchange & { readonly journal: HandJournal };

export function exchange(
  model: string,
  route: RouteDirective = {},
  parts: Partial<Exchange> = {},
): HandExchange {
  return {
    id: 'call',
    request: { messages: [{ role: 'user', content: 'Hello' }] },
    delivery: 'stream',
    directives: { route },
    model,
    caller: { door: 'in-process' },
    tags: {},
    signal: new AbortController().signal,
    startedAt: 0,
    deadline: 1_000,
    ...parts,
    journal: new HandJournal() as HandJournal & CallJournal,
  };
}

/** What filters see of a call. */
export function context(
  route: RouteDirective = {},
  request: Partial<ChatRequest> = {},
  parts: Partial<Exchange> & { readonly task?: RoutingContext['task'] } = {},
): RoutingContext {
  const { task, ...rest } = parts;
  const call = exchange('some-model', route, {
    request: { messages: [{ role: 'user', content: 'Hello' }], ...request },
    ...rest,
  });
  const { model, tags } = call;
  return new RouteContext(call, { model, route, prompt: profileOf(call), task, tags });
}

export function ids(targets: readonly { readonly candidate: Candidate }[]): string[] {
  return targets.map((it) => it.candidate.id);
}
