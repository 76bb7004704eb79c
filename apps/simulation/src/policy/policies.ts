import type { Clock, LlmRouterOptions, Random } from 'nestjs-llm-router';
import { CooldownSink } from './strategies/cooldown.sink.js';
import { CooldownStrategy } from './strategies/cooldown.strategy.js';
import { FewestFirstStrategy } from './strategies/fewest-first.strategy.js';
import { RandomStrategy } from './strategies/random.strategy.js';
import { RoundRobinStrategy } from './strategies/round-robin.strategy.js';

/** What the strategies of baselines are made of. */
export interface PolicyTools {
  readonly clock: Clock;
  readonly random: Random;
  /** Requests under way at a provider. */
  readonly underWay: (provider: string) => number;
}

export interface Policy {
  readonly id: string;
  /** Strategies and sinks to add to the router. */
  readonly plugins: (tools: PolicyTools) => readonly object[];
  /** Whether a provider's Retry-After is heeded. */
  readonly heedsRetryAfter: boolean;
  /** Beyond what all policies have in common. */
  readonly options: LlmRouterOptions;
}

/** A call's second try goes to the next in line; nobody is hedged, ejected, held or queued. */
function baseline(id: string, strategy: string, plugins: Policy['plugins']): Policy {
  return {
    id,
    plugins,
    heedsRetryAfter: false,
    options: {
      routing: { strategy },
      retries: { attempts: 2, perTarget: 1, budgetFloor: 1_000_000 },
      breaker: false,
      hedge: false,
      concurrency: false,
    },
  };
}

export const DEFAULT = 'default';

export const POLICIES: readonly Policy[] = [
  { id: DEFAULT, plugins: () => [], heedsRetryAfter: true, options: {} },
  baseline('round robin', 'round-robin', () => [new RoundRobinStrategy()]),
  baseline('random', 'random', ({ random }) => [new RandomStrategy(random)]),
  baseline('least busy', 'fewest-first', ({ underWay, random }) => [
    new FewestFirstStrategy(underWay, random),
  ]),
  baseline('cooldown', 'cooldown', ({ clock, random }) => {
    const cooldowns = new CooldownSink(clock);
    return [cooldowns, new CooldownStrategy(cooldowns, random)];
  }),
];
