import { ProviderHealth } from './provider-health.js';

export const healthProviders = [ProviderHealth];
