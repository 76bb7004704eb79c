import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import type { BudgetingOptions } from '../contracts/budget.js';
import { type BudgetCounter, type BudgetOwner, BudgetStore } from '../contracts/budget-store.js';
import type { Caller } from '../contracts/caller.js';
import type { CallerLimits, RequestCaller } from '../contracts/caller-of-request.js';
import { Clock } from '../contracts/clock.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { type BudgetLimit, isOfTarget, type Meter, meterOf, namesPeople } from './budget-limit.js';
import { KEY_BUDGETS, limitsOfKey, limitsOfRule } from './budget-limits.js';
import { checkBudgets } from './check-budgets.js';
import { MemoryBudgetStore } from './memory-budget-store.js';

/** Whose call it is. */
export interface BudgetCall {
  readonly caller: Caller;
  readonly tags: Readonly<Record<string, string>>;
}

/** Who is asked: ids of a provider and of its model, `provider/model`. */
export interface BudgetTarget {
  readonly provider: string;
  readonly model: string;
}

const NO_LIMITS: readonly BudgetLimit[] = [];

/** Which budgets there are, and which of them a call is about. */
@Injectable()
export class BudgetBook implements OnModuleInit {
  readonly options: BudgetingOptions;
  readonly store: BudgetStore;
  readonly limits: readonly BudgetLimit[];
  private readonly ofCallers: readonly BudgetLimit[];
  private readonly ofTargets: readonly BudgetLimit[];
  /** By the limits themselves, which are one object for all calls of a key. */
  private readonly ofKeys = new WeakMap<CallerLimits, readonly BudgetLimit[]>();

  /** Throws a `ConfigurationError` where a budget is wrong. */
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) { budgets = [], budgeting = {} }: LlmRouterOptions,
    private readonly directory: ModelDirectory,
    clock: Clock,
    @Optional() brought?: BudgetStore,
  ) {
    checkBudgets(budgets, budgeting);
    this.options = budgeting;
    this.store = budgeting.store ?? brought ?? new MemoryBudgetStore(clock);
    this.limits = budgets.flatMap((rule) => limitsOfRule(rule, budgeting.slack));
    this.ofCallers = this.limits.filter((it) => !isOfTarget(it));
    this.ofTargets = this.limits.filter(isOfTarget);
  }

  /** Throws a `ConfigurationError` where a budget goes down to what does not exist. */
  onModuleInit(): void {
    for (const { downTo, budget } of this.limits) {
      if (downTo === undefined) continue;
      try {
        this.directory.resolve(downTo);
      } catch (error) {
        if (!(error instanceof UnknownModelError)) throw error;
        throw new ConfigurationError(`budgets: atLimit.downTo of ${budget}: ${error.message}`);
      }
    }
  }

  get hasTargets(): boolean {
    return this.ofTargets.length > 0;
  }

  /** Whether a counter of this budget may name a person. Nobody knows that of one that is configured no more. */
  mayNamePeople(budget: string): boolean {
    if (KEY_BUDGETS.includes(budget)) return false;
    const configured = this.limits.find((it) => it.budget === budget);
    return configured === undefined || namesPeople(configured);
  }

  /** Whether a counter of a name may be this tenant's user. A tag knows no tenant: its value is everybody's of that name. */
  mayBeOf(tenant: string | undefined, { budget, tenant: counted }: BudgetCounter): boolean {
    if (counted !== undefined) return counted === tenant;
    const isByUser = this.limits.some((it) => it.budget === budget && it.by === 'user');
    return tenant === undefined || !isByUser;
  }

  /** What is counted of a call, whoever serves it. */
  metersOf(call: BudgetCall, now: number): readonly Meter[] {
    return this.limitsOf(call).flatMap((it) => meterOf(it, ownerOf(it, call), now) ?? []);
  }

  /** What is counted of a try. */
  metersOfTarget({ provider, model }: BudgetTarget, now: number): readonly Meter[] {
    return this.ofTargets.flatMap(
      (it) => meterOf(it, { subject: it.by === 'provider' ? provider : model }, now) ?? [],
    );
  }

  private limitsOf({ caller }: BudgetCall): readonly BudgetLimit[] {
    const { keyId, limits }: RequestCaller = caller;
    if (keyId === undefined || limits === undefined) return this.ofCallers;
    let own = this.ofKeys.get(limits);
    if (own === undefined) {
      own = limitsOfKey(limits, this.options.slack, this.store.shared);
      this.ofKeys.set(limits, own.length === 0 ? NO_LIMITS : own);
    }
    return own.length === 0 ? this.ofCallers : [...this.ofCallers, ...own];
  }
}

function ownerOf(limit: BudgetLimit, call: BudgetCall): BudgetOwner | undefined {
  const subject = subjectOf(limit, call);
  if (subject === undefined) return undefined;
  return limit.by === 'user' ? { subject, tenant: call.caller.tenant } : { subject };
}

function subjectOf({ by }: BudgetLimit, { caller, tags }: BudgetCall): string | undefined {
  switch (by) {
    case 'all':
      return '';
    case 'key':
      return caller.keyId;
    case 'team':
      return caller.team;
    case 'tenant':
      return caller.tenant;
    case 'user':
      return caller.user;
    default:
      return tags[by.slice('tag:'.length)];
  }
}
