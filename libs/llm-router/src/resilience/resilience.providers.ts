import { AttemptStage } from './attempt.stage.js';
import { BreakerFilter } from './breaker.filter.js';
import { Random } from './random.js';
import { TargetHealth } from './target-health.js';

export const resilienceProviders = [AttemptStage, TargetHealth, BreakerFilter, Random];
