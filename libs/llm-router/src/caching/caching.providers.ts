import { CacheManagerStore } from './cache-manager-store.js';
import { RecallStage } from './recall.stage.js';

export const cachingProviders = [RecallStage, CacheManagerStore];
