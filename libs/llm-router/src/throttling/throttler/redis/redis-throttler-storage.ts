import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Redis } from 'ioredis';
import { atMostEvery } from '../../../foundation/at-most-every.js';
import { INCREMENT } from './increment.script.js';

type ThrottlerStorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;
type Counter = Redis & {
  countHit(key: string, ttl: number, limit: number, block: number): Promise<[number, number]>;
};

export interface RedisThrottlerStorageOptions {
  /** Beginning of every key. Default `llm-throttler:`. */
  readonly keyPrefix?: string;
}

const NOT_COUNTED: ThrottlerStorageRecord = {
  totalHits: 0,
  timeToExpire: 0,
  isBlocked: false,
  timeToBlockExpire: 0,
};

/**
 * Counts of `@nestjs/throttler` in Redis, shared by all processes: `ThrottlerModule.forRoot({ storage: new
 * RedisThrottlerStorage('redis://…'), throttlers: […] })`. Connects with the first request. While Redis is away every
 * request is let through, and a line is logged at most once a minute.
 */
export class RedisThrottlerStorage implements ThrottlerStorage, OnApplicationShutdown {
  private readonly logger = new Logger(RedisThrottlerStorage.name);
  private readonly mayLog = atMostEvery(60_000, () => performance.now());
  private readonly redis: Counter;
  private connecting: Promise<void> | undefined;

  /** @param url e.g. `redis://:password@host:6379/0`, or `rediss://…` for TLS. */
  constructor(url: string, options: RedisThrottlerStorageOptions = {}) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      connectTimeout: 1_000,
      commandTimeout: 1_000,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
      keyPrefix: options.keyPrefix ?? 'llm-throttler:',
      scripts: { countHit: { lua: INCREMENT, numberOfKeys: 1 } },
    }) as Counter;
    this.redis.on('error', (error: Error) => this.complain(error));
  }

  async increment(
    key: string,
    ttl: number,
    limit: number,
    blockDuration: number,
    throttlerName: string,
  ): Promise<ThrottlerStorageRecord> {
    try {
      await (this.connecting ??= this.redis.connect());
      const counter = `${throttlerName}:${key}`;
      const [hits, left] = await this.redis.countHit(counter, ttl, limit, blockDuration);
      const isBlocked = hits > limit;
      const seconds = Math.ceil(left / 1_000);
      return {
        totalHits: hits,
        timeToExpire: seconds,
        isBlocked,
        timeToBlockExpire: isBlocked ? seconds : 0,
      };
    } catch (error) {
      this.connecting = Promise.resolve();
      this.complain(error as Error);
      return NOT_COUNTED;
    }
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private complain(error: Error): void {
    if (this.mayLog()) {
      this.logger.warn(`Redis is away, requests are not limited: ${error.message || error.name}`);
    }
  }
}
