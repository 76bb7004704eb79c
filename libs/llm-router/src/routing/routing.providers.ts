import { CapabilityFilter } from './capability.filter.js';
import { EmbeddingFilter } from './embedding.filter.js';
import { ParametersFilter } from './parameters.filter.js';
import { RouteStage } from './route.stage.js';
import { CheapestStrategy } from './strategies/cheapest.strategy.js';
import { PriorityStrategy } from './strategies/priority.strategy.js';

export const routingProviders = [
  RouteStage,
  PriorityStrategy,
  CheapestStrategy,
  CapabilityFilter,
  EmbeddingFilter,
  ParametersFilter,
];
