import {
  createClient,
  createKeyv,
  type RedisClientOptions,
  type RedisClientType,
} from '@keyv/redis';
import { Logger } from '@nestjs/common';
import { type Cache, createCache } from 'cache-manager';
import { atMostEvery } from '../../foundation/at-most-every.js';

const NAMESPACE = 'llm-router-cache';

/**
 * A cache-manager `Cache` in Redis, for `cache.manager`: replies are shared by all processes. Connects at once and
 * keeps trying; while Redis is away lookups miss immediately, nothing is kept, and a line is logged at most once a
 * minute. The router disconnects it when the application shuts down.
 *
 * @param url e.g. `redis://:password@host:6379/0`, or `rediss://…` for TLS. Throws a `TypeError` where it is no URL.
 */
export function redisCacheManager(url: string): Cache {
  const logger = new Logger('RedisCacheManager');
  const mayLog = atMostEvery(60_000, () => performance.now());
  const options: RedisClientOptions = {
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** Math.min(retries, 5), 2_000),
    },
  };
  const client = createClient(options) as RedisClientType;
  client.on('error', (error: Error) => {
    if (mayLog()) logger.warn(`The Redis cache is away: ${error.message || error.name}`);
  });
  client.connect().catch(() => undefined);
  return createCache({ stores: [createKeyv(client, { namespace: NAMESPACE })] });
}
