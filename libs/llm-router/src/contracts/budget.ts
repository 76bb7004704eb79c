import type { BudgetStore } from './budget-store.js';
import type { Usd } from './model-facts.js';

/** A stretch of time by the clock, in UTC: a day begins at 00:00, a week on Monday. `total` never begins anew. */
export type BudgetWindow = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'total';

/**
 * What has a budget of its own: each key, team, tenant or user that calls, each value of a tag, each provider or model that
 * is asked. `all`: everything together. A call that has no such value is not counted.
 */
export type BudgetSubject =
  'all' | 'key' | 'team' | 'tenant' | 'user' | 'provider' | 'model' | `tag:${string}`;

/** What may be used up in a window; what is left out is not limited. */
export interface BudgetLimits {
  readonly usd?: Usd;
  /** Prompt and completion tokens together. */
  readonly tokens?: number;
  /** Calls; of a budget by provider or model, tries. Answers from the cache are none. */
  readonly requests?: number;
}

/** How far limits may be overrun while calls are under way whose cost is not known yet. */
export interface BudgetSlack {
  /** Default 0. */
  readonly usd?: Usd;
  /** Default 0. */
  readonly tokens?: number;
}

/**
 * A budget. Before a call what it may need is reserved, and settled after it. A call is let in where what is spent, what
 * the calls under way are expected to need and its own expected need are within the limit, and where with their worst cases
 * they are within the limit and the slack.
 */
export interface BudgetRule {
  /** Names it in errors, events and `Budgets`: letters, digits, `-`, `_` and `.`. */
  readonly name: string;
  readonly by: BudgetSubject;
  /** Only these keys, teams, … have the budget. Default: all. */
  readonly only?: readonly string[];
  readonly limits: BudgetLimits;
  readonly window: BudgetWindow;
  /** Shares of each limit that are told when they are spent, by an event and a warning: `[0.8]`. Default none. */
  readonly alertAt?: readonly number[];
  /**
   * At the limit: `refuse` (429 `insufficient_quota`), or go down to a cheaper model, tier or alias, which is held to the
   * same budgets. Budgets by provider or model leave it to the next candidate. Default `refuse`.
   */
  readonly atLimit?: 'refuse' | { readonly downTo: string };
  /** Default: `budgeting.slack`. */
  readonly slack?: BudgetSlack;
}

export interface BudgetingOptions {
  /** Where counters are kept. Default: what `LlmBudgetsModule` brings, else the memory of this process. */
  readonly store?: BudgetStore;
  /** Slack of budgets that declare none, those of keys included. Default none. */
  readonly slack?: BudgetSlack;
  /** Models of unknown price under a budget in US dollars. `refuse`: they are left out. `allow`: they count as free. Default `refuse`. */
  readonly unknownPrice?: 'refuse' | 'allow';
  /** While the store does not answer: `refuse` (503 `budgets_unavailable`), or `allow` and count it later. Default `refuse`. */
  readonly onStoreFailure?: 'refuse' | 'allow';
  /** Tokens of the longest answer, where neither the request nor what is known of the model tells. Default 4,096. */
  readonly outputTokens?: number;
}
