/** `off`: no caching asked for. */
export type CacheState = 'off' | 'miss' | 'hit';
