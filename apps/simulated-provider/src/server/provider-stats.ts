import type { PlannedUsage } from '../plan/reply-plan.js';

/**
 * What one model was asked for, and the sum of what its answers reported in their usage: of those only that left as a
 * whole, since a caller may not have seen what broke off.
 */
export interface ModelStats {
  calls: number;
  /** Whole answers that reported usage. */
  reports: number;
  /** Cached ones included. */
  promptTokens: number;
  /** Reasoning included. */
  completionTokens: number;
  cachedTokens: number;
  /** Where the dialect tells them apart. */
  reasoningTokens: number;
}

/** Counts by model, from the start or the last reset. */
export class ProviderStats {
  readonly #models = new Map<string, ModelStats>();

  snapshot(): Record<string, ModelStats> {
    return Object.fromEntries([...this.#models].map(([model, stats]) => [model, { ...stats }]));
  }

  countCall(model: string): void {
    this.#of(model).calls += 1;
  }

  countUsage(model: string, usage: PlannedUsage): void {
    const stats = this.#of(model);
    stats.reports += 1;
    stats.promptTokens += usage.promptTokens;
    stats.completionTokens += usage.completionTokens;
    stats.cachedTokens += usage.cachedTokens;
    stats.reasoningTokens += usage.reasoningTokens;
  }

  clear(): void {
    this.#models.clear();
  }

  #of(model: string): ModelStats {
    let stats = this.#models.get(model);
    if (!stats) {
      stats = {
        calls: 0,
        reports: 0,
        promptTokens: 0,
        completionTokens: 0,
        cachedTokens: 0,
        reasoningTokens: 0,
      };
      this.#models.set(model, stats);
    }
    return stats;
  }
}
