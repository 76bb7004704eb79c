import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { digestOf, makeSecret } from './key-secret.js';
import { processOn, verdict, WatchedStore } from './keys.fixture.js';
import type { KeySeed, LlmKeysOptions } from './keys-options.js';

const process = (options?: LlmKeysOptions, store?: WatchedStore, clock = new ManualClock()) =>
  processOn(clock, options, store);

const UNKNOWN = 'The API key is not valid here.';

/** A process that has started with these seeds. */
async function started(store: WatchedStore, ...seeds: KeySeed[]) {
  const made = process({ seeds }, store);
  await made.keys.onModuleInit();
  return { ...made, types: made.events.map(({ type, keyId }) => `${keyId} ${type}`) };
}

it('takes secrets of any make, and digests, under ids that stay', async () => {
  const store = new WatchedStore();
  const sound = makeSecret();
  const { keys, types } = await started(
    store,
    { id: 'team', secret: 'k-1', scope: { tenant: 'acme' } },
    { id: 'hash', sha256: digestOf('k-2').toUpperCase() },
    { id: 'ours', secret: sound },
  );
  expect(types).toEqual(['team key-created', 'hash key-created', 'ours key-created']);
  expect([await verdict(keys, 'k-1'), await verdict(keys, 'k-2')]).toEqual(['team', 'hash']);
  const shown = await keys.list();
  expect(shown.map((it) => it.prefix)).toEqual([undefined, `${sound.slice(0, 9)}…`, undefined]);
  expect(JSON.stringify(shown)).not.toContain('k-1');
});

it('does nothing where nothing has changed', async () => {
  const store = new WatchedStore();
  const seed = { id: 'a', secret: 'k', scope: { tags: { a: '1', b: '2' } } };
  await started(store, seed);
  const { types } = await started(store, { ...seed, scope: { tags: { b: '2', a: '1' } } });
  expect(types).toEqual([]);
  expect((await store.find('a'))?.version).toBe(1);
});

it('applies what has changed', async () => {
  const store = new WatchedStore();
  await started(store, { id: 'a', secret: 'k' }, { id: 'b', secret: 'l' });
  const { keys, types } = await started(
    store,
    { id: 'a', secret: 'k', scope: { tenant: 't' } },
    { id: 'b', secret: 'new' },
  );
  expect(types).toEqual(['a key-changed', 'b key-rotated']);
  expect((await keys.get('a')).scope).toEqual({ tenant: 't' });
  expect([await verdict(keys, 'l'), await verdict(keys, 'new')]).toEqual([UNKNOWN, 'b']);
});

it('revokes what is not listed any more, and takes it up again', async () => {
  const store = new WatchedStore();
  await started(store, { id: 'a', secret: 'k' });
  const without = await started(store);
  expect(without.types).toEqual(['a key-revoked']);
  expect(await verdict(without.keys, 'k')).toBe(UNKNOWN);
  const renamed = await started(store, { id: 'b', secret: 'k' });
  expect(await verdict(renamed.keys, 'k')).toBe('b');
  const back = await started(store, { id: 'a', secret: 'k' });
  expect(await verdict(back.keys, 'k')).toBe('a');
});

it('leaves a rotated secret and a revocation alone, until another secret is listed', async () => {
  const store = new WatchedStore();
  const seeds = [
    { id: 'a', secret: 'k' },
    { id: 'b', secret: 'l' },
  ];
  const first = await started(store, ...seeds);
  const { secret } = await first.keys.rotate('a', 0);
  await first.keys.revoke('b');
  const second = await started(store, ...seeds);
  expect(second.types).toEqual([]);
  expect(await Promise.all(['k', secret, 'l'].map((it) => verdict(second.keys, it)))).toEqual([
    UNKNOWN,
    'a',
    UNKNOWN,
  ]);
  const third = await started(store, { id: 'a', secret: 'k2' }, { id: 'b', secret: 'l2' });
  expect(await Promise.all(['k2', secret, 'l2'].map((it) => verdict(third.keys, it)))).toEqual([
    'a',
    UNKNOWN,
    'b',
  ]);
});

it('lets several processes start at once', async () => {
  const store = new WatchedStore();
  const seeds = [
    { id: 'a', secret: 'k' },
    { id: 'b', secret: 'l' },
  ];
  const all = await Promise.all(Array.from({ length: 4 }, () => started(store, ...seeds)));
  expect(all.flatMap(({ types }) => types).sort()).toEqual(['a key-created', 'b key-created']);
});

it.each<[string, KeySeed[], string]>([
  [
    'one id twice',
    [
      { id: 'a', secret: 'k' },
      { id: 'a', secret: 'l' },
    ],
    'two seeds have one id',
  ],
  [
    'one secret twice',
    [
      { id: 'a', secret: 'k-1' },
      { id: 'b', secret: 'k-1' },
    ],
    '"b" has the secret of "a"',
  ],
  ['no secret', [{ id: 'a' }], 'either secret, or sha256'],
  ['a digest that is none', [{ id: 'a', sha256: 'x' }], 'either secret, or sha256'],
  ['no id', [{ id: ' ', secret: 'k-1' }], 'the id is not a text'],
  ['a bad scope', [{ id: 'a', secret: 'k-1', scope: { models: [] } }], 'keys["a"].scope.models'],
])('refuses %s', async (_, seeds, message) => {
  const start = started(new WatchedStore(), ...seeds);
  await expect(start).rejects.toMatchObject({ code: 'configuration' });
  await expect(start).rejects.toThrow(message);
  await expect(start).rejects.not.toThrow('k-1');
});

it('does not take over a key that was created at run time', async () => {
  const store = new WatchedStore();
  await process({}, store).keys.create({ id: 'a' });
  await expect(started(store, { id: 'a', secret: 'k' })).rejects.toThrow('was created at run time');
});
