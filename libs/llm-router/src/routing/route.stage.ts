import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import { DataClasses } from '../contracts/data-classes.js';
import type { RouteDirective } from '../contracts/directives.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { NoCandidateError } from '../contracts/errors/routing-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { LivePerformance } from '../contracts/live-performance.js';
import { mergeRoute } from '../contracts/merge-route.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { TaskClass } from '../contracts/task-class.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { describeMisfit } from '../foundation/value-check.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { AskedNames } from './asked-names.js';
import { checkTargets } from './check-targets.js';
import { withExactCounts } from './exact-counts.js';
import { Ladder } from './ladder.js';
import { PlanDraft } from './plan-draft.js';
import { PlanDrawer } from './plan-drawer.js';
import { PromptClassification } from './prompt-classification.js';
import { profileOf } from './prompt-profile.js';
import { RouteContext } from './route-context.js';
import type { RouteOutcome } from './route-outcome.js';
import { nameIn, type Reading, readRoute } from './route-reading.js';
import { routeMisfit } from './rules/check-route.js';
import { RoutingRules } from './rules/routing-rules.js';

/** ROUTE: from the name that was asked for to an ordered list of targets, with a reason for each that is left out. */
@Injectable()
export class RouteStage implements OnModuleInit {
  private readonly names: AskedNames;
  private readonly ladder: Ladder;
  private readonly drawer: PlanDrawer;
  private readonly defaultStrategy: string;

  constructor(
    private readonly directory: ModelDirectory,
    private readonly plugins: PluginRegistry,
    private readonly rules: RoutingRules,
    private readonly classification: PromptClassification,
    private readonly counter: TokenCounter,
    private readonly clock: Clock,
    live: LivePerformance,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
  ) {
    this.defaultStrategy = options.routing?.strategy ?? 'balanced';
    this.names = new AskedNames(directory);
    this.ladder = new Ladder(directory, this.names, this.defaultStrategy);
    this.drawer = new PlanDrawer(plugins, live);
  }

  /** Resolves every strategy, classifier and model that tiers and rules name; throws where one stands for nothing. */
  onModuleInit(): void {
    this.plugins.byId('strategy', this.defaultStrategy, 'routing.strategy');
    for (const name of Object.keys(this.options.tiers ?? {})) {
      const strategy = this.directory.tierOf(`tier:${name}`)?.strategy;
      if (strategy !== undefined) {
        this.plugins.byId('strategy', strategy, `tiers.${name}.strategy`);
      }
    }
    const strategyExists = (id: string, option: string) =>
      this.plugins.byId('strategy', id, option);
    this.rules.check(this.names, strategyExists, {
      providers: this.plugins.all('provider'),
      directory: this.directory,
      classes: new DataClasses(this.options.privacy),
    });
    if (this.rules.needsTask) this.classification.classifier();
  }

  /**
   * The targets of the first choice as the strategy ranks them, then each fallback's, then those of the tier's ladder. A
   * promise only where a classifier or a count takes its time. Throws where a name stands for nothing, and
   * `NoCandidateError` where nobody is left.
   */
  plan(exchange: Exchange): AttemptPlan | Promise<AttemptPlan> {
    const outcome = this.decide(exchange);
    return outcome instanceof Promise ? outcome.then(planOf) : planOf(outcome);
  }

  /** As `plan`, with the record of why, and with the error instead of throwing it. */
  decide(exchange: Exchange): RouteOutcome | Promise<RouteOutcome> {
    const prompt = profileOf(exchange);
    if (!this.rules.needsTask) return this.decideAs(exchange, prompt, undefined);
    const task = this.classification.classify(exchange, prompt);
    return task instanceof Promise
      ? task.then((it) => this.decideAs(exchange, prompt, it))
      : this.decideAs(exchange, prompt, task);
  }

  /**
   * A call with what the rule that fires says of its data: for what has to know before the call is planned. The same where no
   * rule says anything of data.
   */
  label(exchange: Exchange): Exchange | Promise<Exchange> {
    if (!this.rules.labels) return exchange;
    const prompt = profileOf(exchange);
    if (!this.rules.needsTask) return this.labelAs(exchange, prompt, undefined);
    const task = this.classification.classify(exchange, prompt);
    return task instanceof Promise
      ? task.then((it) => this.labelAs(exchange, prompt, it))
      : this.labelAs(exchange, prompt, task);
  }

  /** The candidates behind a name as callers write it. Throws `UnknownModelError` where it stands for nothing. */
  resolve(name: string): readonly Candidate[] {
    return this.names.resolve(name).candidates;
  }

  /** Checks a directive's values, and resolves all that it names; throws for the first that is not legal or stands for nothing. */
  check(route: RouteDirective): void {
    const misfit = routeMisfit(route);
    if (misfit !== undefined) {
      throw new ConfigurationError(describeMisfit(misfit).replace(/^: /, ''));
    }
    const { fallback = [], strategy } = route;
    const name = nameIn(route);
    for (const it of name === undefined ? fallback : [name, ...fallback]) this.names.resolve(it);
    if (strategy !== undefined) this.plugins.byId('strategy', strategy, 'strategy');
    const problem = new DataClasses(this.options.privacy).problemOf(route);
    if (problem !== undefined) throw new ConfigurationError(problem);
    checkTargets(route, this.plugins.all('provider'), this.directory);
  }

  private labelAs(
    exchange: Exchange,
    prompt: PromptProfile,
    task: TaskClass | undefined,
  ): Exchange {
    const { sensitivity, purpose } = this.rules.match(exchange, prompt, task)?.rule.then ?? {};
    if (sensitivity === undefined && purpose === undefined) return exchange;
    const { directives } = exchange;
    const route = mergeRoute(directives.route, { sensitivity, purpose });
    return Object.freeze({ ...exchange, directives: { ...directives, route } });
  }

  private decideAs(
    exchange: Exchange,
    prompt: PromptProfile,
    task: TaskClass | undefined,
  ): RouteOutcome | Promise<RouteOutcome> {
    let reading: Reading;
    try {
      reading = readRoute(exchange, prompt, task, this.rules, this.ladder);
    } catch (error) {
      if (!LlmRouterError.isInstance(error)) throw error;
      const { model } = exchange;
      const strategy = this.defaultStrategy;
      const facts = { asked: model, model, task, promptTokens: prompt.tokens, strategy };
      return undrawn(exchange, facts, error);
    }
    const counted = withExactCounts(exchange, reading, this.counter);
    return counted instanceof Promise
      ? counted.then((it) => this.draw(exchange, it))
      : this.draw(exchange, counted);
  }

  private draw(exchange: Exchange, { findings, rule, steps }: Reading): RouteOutcome {
    const context = new RouteContext(exchange, findings);
    const facts = {
      asked: exchange.model,
      model: findings.model,
      rule,
      task: findings.task,
      promptTokens: findings.prompt.tokens,
      strategy: steps[0].strategy,
    };
    const refused = this.drawer.refuse(context);
    if (refused !== undefined) return undrawn(exchange, facts, refused);
    const draft = new PlanDraft();
    for (const step of steps) {
      if (step.rung !== undefined && step.rung !== 'fallback') draft.placePostponed();
      const seen =
        step.request === undefined
          ? context
          : new RouteContext(exchange, findings, step.request, step.prompt);
      this.drawer.draw(step, seen, draft);
    }
    draft.placePostponed();
    const { compliance } = exchange.journal;
    const { considered: candidates, notes } = draft;
    const decision = { ...facts, compliance, candidates, notes };
    exchange.journal.decided(decision);
    for (const rejection of draft.rejections) exchange.journal.rejected(rejection);
    if (draft.targets.length > 0) {
      const plan = { targets: draft.targets, route: findings.route };
      return { decision, plan, refusal: undefined };
    }
    const { retryAt, rejections } = draft;
    const wait = retryAt === undefined ? undefined : Math.max(0, retryAt - this.clock.now());
    const refusal =
      draft.noneLeft(context) ?? new NoCandidateError(exchange.model, rejections, wait);
    return { decision, plan: undefined, refusal };
  }
}

/** The outcome of a call for which no candidate was looked at. */
function undrawn(
  { journal }: Exchange,
  facts: Omit<RouteDecision, 'candidates' | 'notes'>,
  refusal: LlmRouterError,
): RouteOutcome {
  const { compliance } = journal;
  const decision = { ...facts, compliance, candidates: [], notes: [refusal.message] };
  journal.decided(decision);
  return { decision, plan: undefined, refusal };
}

function planOf({ plan, refusal }: RouteOutcome): AttemptPlan {
  if (plan === undefined) throw refusal!;
  return plan;
}
