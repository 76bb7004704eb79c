import type { OnApplicationShutdown } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { Redis } from 'ioredis';
import { redisCacheManager } from 'nestjs-llm-router/redis';

/** What several gateways share in Redis, beside the rate limits: replies. */
export class SharedRedis implements OnApplicationShutdown {
  readonly cache: Cache;
  private readonly client: Redis;

  constructor(url: string) {
    this.cache = redisCacheManager(url);
    this.client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: 1_000,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    // The ping below fails with the same error.
    this.client.on('error', () => undefined);
  }

  /** Rejects where Redis does not answer; asks anew each time, whatever happened before. */
  async ping(): Promise<void> {
    if (this.client.status === 'end') await this.client.connect();
    await this.client.ping();
  }

  onApplicationShutdown(): void {
    this.client.disconnect();
  }
}
