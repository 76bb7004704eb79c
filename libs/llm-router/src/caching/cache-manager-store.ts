import { createKeyv } from '@cacheable/memory';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createCache } from 'cache-manager';
import type { CachedReply, CompletionCache } from '../contracts/completion-cache.js';
import {
  type CacheManagerLike,
  LLM_ROUTER_OPTIONS,
  type LlmRouterOptions,
} from '../contracts/options.js';
import { LlmCache } from '../plugin/plugin-markers.js';
import { SubjectIndex } from './subject-index.js';

/** Replies in memory, the least recently used give way. */
const MOST_REPLIES = 1_000;

/** Keeps replies in `cache.manager`, which it disconnects at shutdown, or in memory. Id: `cache-manager`. */
@LlmCache()
@Injectable()
export class CacheManagerStore implements CompletionCache, OnApplicationShutdown {
  readonly id = 'cache-manager';
  private readonly manager: CacheManagerLike;
  private readonly subjects: SubjectIndex;

  constructor(@Inject(LLM_ROUTER_OPTIONS) options: LlmRouterOptions) {
    this.manager =
      options.cache?.manager ?? createCache({ stores: [createKeyv({ lruSize: MOST_REPLIES })] });
    this.subjects = new SubjectIndex(this.manager);
  }

  async get(key: string): Promise<CachedReply | undefined> {
    const value = await this.manager.get(key);
    return isCachedReply(value) ? value : undefined;
  }

  async set(key: string, reply: CachedReply, ttlMs: number): Promise<void> {
    await this.manager.set(key, reply, ttlMs);
    const { sealed } = reply;
    if (sealed !== undefined) await this.subjects.add(sealed.subject, key, ttlMs, Date.now());
  }

  keysOf(subject: string): Promise<readonly string[]> {
    return this.subjects.keysOf(subject);
  }

  async delete(key: string): Promise<void> {
    await this.manager.del?.(key);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.manager.disconnect?.();
  }
}

/** The manager may be shared, and hold anything. */
function isCachedReply(value: unknown): value is CachedReply {
  return typeof value === 'object' && value !== null && 'parts' in value && 'model' in value;
}
