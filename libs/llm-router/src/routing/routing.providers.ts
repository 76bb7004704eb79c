import { CapabilityFilter } from './filters/capability.filter.js';
import { EmbeddingFilter } from './filters/embedding.filter.js';
import { MaxPriceFilter } from './filters/max-price.filter.js';
import { ParametersFilter } from './filters/parameters.filter.js';
import { ProviderFilter } from './filters/provider.filter.js';
import { TagsFilter } from './filters/tags.filter.js';
import { PromptClassification } from './prompt-classification.js';
import { RouteStage } from './route.stage.js';
import { RoutingRules } from './rules/routing-rules.js';
import { strategies } from './strategies/strategies.js';

export const routingProviders = [
  RouteStage,
  RoutingRules,
  PromptClassification,
  CapabilityFilter,
  EmbeddingFilter,
  ProviderFilter,
  TagsFilter,
  MaxPriceFilter,
  ParametersFilter,
  ...strategies,
];
