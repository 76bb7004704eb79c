import { CacheManagerStore } from './cache-manager-store.js';
import { RecallStage } from './recall.stage.js';
import { RepliesData } from './replies-data.js';
import { SealedReplies } from './sealed-replies.js';

export const cachingProviders = [RecallStage, CacheManagerStore, SealedReplies, RepliesData];
