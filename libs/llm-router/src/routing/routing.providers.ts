import { CapabilityFilter } from './capability.filter.js';
import { RouteStage } from './route.stage.js';
import { CheapestStrategy } from './strategies/cheapest.strategy.js';
import { PriorityStrategy } from './strategies/priority.strategy.js';

export const routingProviders = [RouteStage, PriorityStrategy, CheapestStrategy, CapabilityFilter];
