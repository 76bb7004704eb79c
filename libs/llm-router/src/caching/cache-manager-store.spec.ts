import type { CachedReply } from '../contracts/completion-cache.js';
import { CacheManagerStore } from './cache-manager-store.js';

const reply: CachedReply = { model: 'p/m', provider: 'p', parts: [] };

it('forgets the least recently used reply beyond a thousand', async () => {
  const store = new CacheManagerStore({});
  for (let index = 0; index < 1_000; index++) await store.set(`k${index}`, reply, 60_000);
  await store.get('k0');
  await store.set('k1000', reply, 60_000);
  expect(await store.get('k0')).toEqual(reply);
  expect(await store.get('k1')).toBeUndefined();
  expect(await store.get('k1000')).toEqual(reply);
});

it('reads past what others keep in the same manager', async () => {
  const manager = { get: async () => 'of others', set: async () => undefined };
  expect(await new CacheManagerStore({ cache: { manager } }).get('k')).toBeUndefined();
});
