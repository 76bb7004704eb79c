export { redisCacheManager } from '../caching/redis/redis-cache-manager.js';
export {
  RedisThrottlerStorage,
  type RedisThrottlerStorageOptions,
} from '../throttling/throttler/redis/redis-throttler-storage.js';
