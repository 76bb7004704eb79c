import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../contracts/clock.js';
import type { DataClasses } from '../../contracts/data-classes.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { ModelDirectory } from '../../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../../contracts/options.js';
import type { PromptProfile } from '../../contracts/prompt-profile.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import type { RoutingRule, RuleCondition, RuleOutcome } from '../../contracts/routing-rule.js';
import type { TaskClass } from '../../contracts/task-class.js';
import { checkTargets } from '../check-targets.js';
import { checkNames, type NameResolver, type StrategyExists } from './check-names.js';
import { checkRules, placeOfRule } from './check-rules.js';
import { ConditionCompiler } from './compile-condition.js';
import type { Predicate } from './predicate.js';

interface CompiledRule {
  readonly rule: RoutingRule;
  readonly holds: Predicate;
}

/** Whom rules may name. */
export interface KnownTargets {
  readonly providers: readonly ProviderAdapter[];
  readonly directory: ModelDirectory;
  readonly classes: DataClasses;
}

interface CompiledRules {
  readonly list: readonly CompiledRule[];
  readonly needsTask: boolean;
  readonly needsTokens: boolean;
  readonly labels: boolean;
}

/** The rules of `routing.rules`: read from the first to the last, the first whose condition holds decides. */
@Injectable()
export class RoutingRules {
  private readonly rules: readonly RoutingRule[];
  private compiled: CompiledRules | undefined;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { routing }: LlmRouterOptions,
    private readonly clock: Clock,
  ) {
    this.rules = routing?.rules ?? [];
  }

  /** Whether a rule goes by what a classifier says. */
  get needsTask(): boolean {
    return this.all.needsTask;
  }

  /** Whether a rule goes by the size of the prompt. */
  get needsTokens(): boolean {
    return this.all.needsTokens;
  }

  /** Whether a rule says anything of a call's data. */
  get labels(): boolean {
    return this.all.labels;
  }

  /** The first rule that holds; `task` is only looked at where `needsTask`. */
  match(
    exchange: Exchange,
    prompt: PromptProfile,
    task: TaskClass | undefined,
  ): { readonly rule: RoutingRule } | undefined {
    for (const compiled of this.all.list) {
      if (compiled.holds(exchange, prompt, task)) return compiled;
    }
    return undefined;
  }

  /**
   * Checks everything that the rules say and name, and whom, where that is given. Throws a `ConfigurationError` that names
   * the rule, the place in it, and what is legal there.
   */
  check(names: NameResolver, strategyExists: StrategyExists, known?: KnownTargets): void {
    checkRules(this.rules);
    for (const [index, rule] of this.rules.entries()) {
      const place = `${placeOfRule(rule, index)}: then.`;
      checkNames(rule.then, names, strategyExists, place);
      if (known !== undefined) checkWhom(rule.then, known, place);
    }
  }

  /** Compiled when first needed, so that `check()` comes before. */
  private get all(): CompiledRules {
    return (this.compiled ??= this.compile());
  }

  private compile(): CompiledRules {
    checkRules(this.rules);
    const compiler = new ConditionCompiler(this.clock);
    const uses = (...names: (keyof RuleCondition)[]): boolean =>
      this.rules.some(({ when }) =>
        names.some((name) => (when?.[name] ?? undefined) !== undefined),
      );
    return {
      list: this.rules.map((rule) => ({
        rule,
        holds: compiler.compile(rule.when ?? {}, rule.name),
      })),
      needsTask: uses('task', 'language', 'cheapSuffices'),
      needsTokens: uses('promptTokens'),
      labels: this.rules.some(
        ({ then }) => then.sensitivity !== undefined || then.purpose !== undefined,
      ),
    };
  }
}

function checkWhom(
  then: RuleOutcome,
  { providers, directory, classes }: KnownTargets,
  place: string,
): void {
  const problem = classes.problemOf(then);
  if (problem !== undefined) throw new ConfigurationError(`${place}${problem}`);
  try {
    checkTargets(then, providers, directory);
  } catch (error) {
    throw new ConfigurationError(`${place}${(error as Error).message}`);
  }
}
