import { Inject, Injectable } from '@nestjs/common';
import type { AttemptPlan } from '../contracts/attempt-plan.js';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import type { RouteDirective } from '../contracts/directives.js';
import { NoCandidateError } from '../contracts/errors/routing-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Rejection } from '../contracts/rejection.js';
import type { RoutingStrategy } from '../contracts/routing-strategy.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';

/** ROUTE: from the name that was asked for to an ordered list of candidates, with a reason for each that is left out. */
@Injectable()
export class RouteStage {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly plugins: PluginRegistry,
    private readonly clock: Clock,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
  ) {}

  /** The first choice's candidates as the strategy ranks them, then each fallback's. Throws where nobody is left. */
  plan(exchange: Exchange): AttemptPlan {
    const rejections: Rejection[] = [];
    const strategy = this.strategyFor(exchange);
    const chosen = new Map<string, Candidate>();
    for (const name of [exchange.model, ...(exchange.directives.route?.fallback ?? [])]) {
      const eligible = this.directory
        .resolve(name)
        .filter((candidate) => this.passes(candidate, exchange, rejections));
      for (const candidate of strategy.rank(eligible, exchange)) {
        if (!chosen.has(candidate.id)) chosen.set(candidate.id, candidate);
      }
    }
    for (const rejection of rejections) exchange.journal.rejected(rejection);
    if (chosen.size === 0) {
      throw new NoCandidateError(exchange.model, rejections, this.retryAfter(exchange));
    }
    return { candidates: [...chosen.values()] };
  }

  /** Resolves everything that a directive names; throws where one of the names stands for nothing. */
  check({ model, tier, fallback = [], strategy }: RouteDirective): void {
    const names = [model, tier === undefined ? undefined : `tier:${tier}`, ...fallback];
    for (const name of names) if (name !== undefined) this.directory.resolve(name);
    if (strategy !== undefined) this.byId(strategy, 'strategy');
  }

  private strategyFor(exchange: Exchange): RoutingStrategy {
    const asked = exchange.directives.route?.strategy;
    return asked === undefined
      ? this.byId(this.options.routing?.strategy ?? 'priority', 'routing.strategy')
      : this.byId(asked, 'strategy');
  }

  private byId(id: string, option: string): RoutingStrategy {
    return this.plugins.byId('strategy', id, option);
  }

  private passes(candidate: Candidate, exchange: Exchange, rejections: Rejection[]): boolean {
    for (const filter of this.filters()) {
      const reason = filter.reject(candidate, exchange);
      if (reason !== undefined) {
        rejections.push({ candidate: candidate.id, filter: filter.id, reason });
        return false;
      }
    }
    return true;
  }

  /** When the first of the rejected may serve again. */
  private retryAfter(exchange: Exchange): number | undefined {
    const times = [exchange.model, ...(exchange.directives.route?.fallback ?? [])]
      .flatMap((name) => this.directory.resolve(name))
      .flatMap((candidate) => this.filters().map((filter) => filter.retryAt?.(candidate)))
      .filter((time) => time !== undefined);
    return times.length === 0 ? undefined : Math.max(0, Math.min(...times) - this.clock.now());
  }

  private filters(): readonly CandidateFilter[] {
    return this.plugins.all('filter');
  }
}
