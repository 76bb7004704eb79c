import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { NoPeers, PeerStates } from '../contracts/peer-states.js';
import { Random, SystemRandom } from '../contracts/random.js';
import { TargetAvailability } from '../contracts/target-availability.js';
import { AttemptDesk } from './attempt-desk.js';
import { AttemptStage } from './attempt.stage.js';
import { BreakerFilter } from './breaker.filter.js';
import { Hedging } from './hedging.js';
import { RetryAfterFilter } from './retry-after.filter.js';
import { TargetHealth } from './target-health.js';
import { TargetLimiter } from './target-limiter.js';
import { UsageCounter } from './usage-counter.js';

export const resilienceProviders = [
  AttemptStage,
  AttemptDesk,
  Hedging,
  TargetHealth,
  TargetLimiter,
  UsageCounter,
  BreakerFilter,
  RetryAfterFilter,
  { provide: TargetAvailability, useExisting: TargetHealth },
  { provide: Random, useClass: SystemRandom },
  {
    provide: PeerStates,
    inject: [LLM_ROUTER_OPTIONS],
    useFactory: ({ peers }: LlmRouterOptions) => peers ?? new NoPeers(),
  },
];
