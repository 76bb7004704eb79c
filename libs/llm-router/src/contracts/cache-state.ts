/** `off`: no caching asked for. `stale`: nobody answered, and a kept reply past its time did. */
export type CacheState = 'off' | 'miss' | 'hit' | 'stale';
