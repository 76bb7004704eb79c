export { redisCacheManager } from '../caching/redis/redis-cache-manager.js';
export { RedisPeerStates } from '../resilience/redis/redis-peer-states.js';
export {
  RedisThrottlerStorage,
  type RedisThrottlerStorageOptions,
} from '../throttling/throttler/redis/redis-throttler-storage.js';
