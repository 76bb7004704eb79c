import { Logger } from '@nestjs/common';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { makeSecret } from './key-secret.js';
import { processOn, settled, verdict, type WatchedStore } from './keys.fixture.js';
import type { LlmKeysOptions } from './keys-options.js';

const process = (options?: LlmKeysOptions, store?: WatchedStore, clock = new ManualClock()) =>
  processOn(clock, options, store);

const UNKNOWN = 'The API key is not valid here.';
const DOWN = 'Keys cannot be looked up at the moment. Try again in a moment.';

beforeEach(() => void jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined));
afterEach(() => jest.restoreAllMocks());

/** Two processes over one store, both of which know the key. */
async function pair() {
  const here = process();
  const there = process({}, here.store, here.clock);
  const { secret } = await here.keys.create({ id: 'k' });
  await here.keys.admit(secret);
  await there.keys.admit(secret);
  return { ...here, there: there.keys, secret };
}

it('answers from memory, at once', async () => {
  const { keys, store, secret } = await pair();
  store.lookups = [];
  expect(keys.admit(secret)).toMatchObject({ id: 'k' });
  expect(store.lookups).toEqual([]);
});

it('sees a revocation at once here, and within 5 s in another process', async () => {
  const { keys, there, clock, secret } = await pair();
  clock.advance(1);
  await keys.revoke('k');
  expect(await verdict(keys, secret)).toBe(UNKNOWN);
  expect(await verdict(there, secret)).toBe('k');
  clock.advance(4_999);
  await settled();
  expect(await verdict(there, secret)).toBe(UNKNOWN);
});

it('sees a rotation and an expiry in another process as well', async () => {
  const { keys, there, clock, secret } = await pair();
  const rotated = await keys.rotate('k', 0);
  expect(await verdict(there, rotated.secret)).toBe('k');
  expect(await verdict(there, secret)).toBe(UNKNOWN);
  await keys.expire('k', new Date(clock.now()));
  clock.advance(5_000);
  await settled();
  expect(await verdict(there, rotated.secret)).toContain('expired');
});

it('goes on looking while keys are in use, and rests when none is', async () => {
  const { keys, store, clock, secret } = await pair();
  const polls = async (ms: number) => {
    store.polls = 0;
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await settled();
    }
    return store.polls;
  };
  expect(await polls(30_000)).toBe(20);
  await polls(600_000);
  expect(await polls(30_000)).toBe(0);
  expect(clock.pending).toBe(0);
  expect(await verdict(keys, secret)).toBe('k');
  expect(await polls(30_000)).toBe(10);
});

it('asks nothing more once it is closed', async () => {
  const { keys, there, clock, store } = await pair();
  keys.onApplicationShutdown();
  there.onApplicationShutdown();
  store.polls = 0;
  clock.advance(60_000);
  await settled();
  expect([store.polls, clock.pending]).toEqual([0, 0]);
});

it('answers a flood of wrong keys with one query at a time', async () => {
  const { keys, store, secret } = await pair();
  store.lookups = [];
  const flood = Array.from({ length: 2_000 }, () => verdict(keys, makeSecret()));
  const valid = await verdict(keys, secret);
  expect(new Set(await Promise.all(flood))).toEqual(new Set([UNKNOWN]));
  expect(valid).toBe('k');
  expect(store.lookups.map((it) => it.length)).toEqual([1, 500, 500, 500, 499]);
});

it('does not let more wait than memory has room for', async () => {
  const { keys } = await pair();
  const flood = Array.from({ length: 10_050 }, () => verdict(keys, makeSecret()));
  const answers = await Promise.all(flood);
  expect(answers.filter((it) => it === DOWN)).toHaveLength(49);
});

it('does not look for the same wrong key again for 2 s', async () => {
  const { keys, store, clock } = await pair();
  const wrong = makeSecret();
  store.lookups = [];
  await Promise.all([verdict(keys, wrong), verdict(keys, wrong)]);
  await verdict(keys, wrong);
  expect(store.lookups).toHaveLength(1);
  clock.advance(2_000);
  expect(await verdict(keys, wrong)).toBe(UNKNOWN);
  expect(store.lookups).toHaveLength(2);
});

it('keeps known keys valid while the store is down, but not for ever', async () => {
  const { keys, store, clock, secret } = await pair();
  const other = await keys.create({ id: 'other' });
  store.down = true;
  clock.advance(60_000);
  await settled();
  expect(await verdict(keys, secret)).toBe('k');
  expect(await verdict(keys, other.secret)).toBe(DOWN);
  expect(Logger.prototype.error).toHaveBeenCalledWith(
    'Keys cannot be compared with the store (Error: The store is down.). Those that are known stay valid.',
  );
  for (let passed = 0; passed < 600_000; passed += 3_000) {
    clock.advance(3_000);
    await settled();
  }
  expect(await verdict(keys, secret)).toBe(DOWN);
  store.down = false;
  expect(await verdict(keys, secret)).toBe('k');
});

it('does not forget keys that are idle while the store is down', async () => {
  const here = process({ grace: '1d' });
  const { secret } = await here.keys.create({ id: 'k' });
  await here.keys.admit(secret);
  here.store.down = true;
  for (let passed = 0; passed < 1_200_000; passed += 3_000) {
    here.clock.advance(3_000);
    await settled();
  }
  expect(await verdict(here.keys, secret)).toBe('k');
});

it('goes by the last answer whether there is any key while the store does not answer', async () => {
  const here = process();
  await here.keys.onModuleInit();
  jest.spyOn(here.store, 'any').mockRejectedValue(new Error('down'));
  here.clock.advance(2_000);
  expect(await here.keys.any()).toBe(false);
  const fresh = process({}, here.store);
  await expect(fresh.keys.any()).rejects.toMatchObject({ code: 'keys_unavailable' });
  await fresh.keys.create({ id: 'first' });
  expect(fresh.keys.any()).toBe(true);
});
