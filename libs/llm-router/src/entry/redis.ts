export {
  RedisBudgetStore,
  type RedisBudgetStoreOptions,
} from '../budgets/redis/redis-budget-store.js';
export { redisCacheManager } from '../caching/redis/redis-cache-manager.js';
export { RedisJournal, type RedisJournalOptions } from '../ledger/redis/redis-journal.js';
export { RedisPeerStates } from '../resilience/redis/redis-peer-states.js';
export {
  RedisThrottlerStorage,
  type RedisThrottlerStorageOptions,
} from '../throttling/throttler/redis/redis-throttler-storage.js';
