import type { PlannedUsage } from '../plan/reply-plan.js';

/** What one model was asked for, and the usage that left with its answers. */
export interface ModelStats {
  calls: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
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
    stats.promptTokens += usage.promptTokens;
    stats.completionTokens += usage.completionTokens;
    stats.cachedTokens += usage.cachedTokens;
  }

  clear(): void {
    this.#models.clear();
  }

  #of(model: string): ModelStats {
    let stats = this.#models.get(model);
    if (!stats) {
      stats = { calls: 0, promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
      this.#models.set(model, stats);
    }
    return stats;
  }
}
