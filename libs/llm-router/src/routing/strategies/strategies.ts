import { BalancedStrategy } from './balanced.strategy.js';
import { CheapestStrategy } from './cheapest.strategy.js';
import { FastestStrategy } from './fastest.strategy.js';
import { LeastBusyStrategy } from './least-busy.strategy.js';
import { PriceWeightedStrategy } from './price-weighted.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { StickyStrategy } from './sticky.strategy.js';
import { ThroughputStrategy } from './throughput.strategy.js';
import { WeightedStrategy } from './weighted.strategy.js';

/** The built-in strategies, as providers. */
export const strategies = [
  BalancedStrategy,
  PriorityStrategy,
  WeightedStrategy,
  CheapestStrategy,
  FastestStrategy,
  ThroughputStrategy,
  LeastBusyStrategy,
  PriceWeightedStrategy,
  StickyStrategy,
];
