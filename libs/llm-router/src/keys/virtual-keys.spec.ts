import { Logger } from '@nestjs/common';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { makeSecret } from './key-secret.js';
import { processOn, verdict, type WatchedStore } from './keys.fixture.js';
import type { LlmKeysOptions } from './keys-options.js';

const process = (options?: LlmKeysOptions, store?: WatchedStore, clock = new ManualClock()) =>
  processOn(clock, options, store);

const UNKNOWN = 'The API key is not valid here.';

it('creates a key whose secret is told once and stored nowhere', async () => {
  const { keys, store, clock } = process({ environment: 'live' });
  const scope = { tenant: 'acme', tags: { team: 'search' }, models: ['tier:cheap'] };
  const { key, secret } = await keys.create({ id: 'ci', name: 'CI', scope });
  expect(secret).toMatch(/^llmr_live_/);
  expect(key).toEqual({
    id: 'ci',
    name: 'CI',
    status: 'active',
    source: 'created',
    prefix: `${secret.slice(0, 14)}…`,
    scope,
    createdAt: new Date(clock.now()),
  });
  expect(await keys.admit(secret)).toEqual({
    id: 'ci',
    scope,
    caller: {
      keyId: 'ci',
      tenant: 'acme',
      tags: { team: 'search' },
      allowedModels: ['tier:cheap'],
    },
  });
  const everything = JSON.stringify([
    await keys.list(),
    await keys.get('ci'),
    await store.list({ limit: 9 }),
  ]);
  expect(everything).not.toContain(secret.slice(14));
});

it('hands out all that a scope says', async () => {
  const { keys } = process();
  const { secret } = await keys.create({
    id: 'all',
    scope: {
      providers: ['openai'],
      regions: ['eu'],
      dataCollection: 'deny',
      zeroRetention: true,
      maxPrice: { prompt: 1 },
      requestsPerMinute: 60,
      tokensPerMinute: 1_000,
      budget: { usd: '5', window: 'day' },
      team: 't',
      user: 'u',
    },
  });
  expect((await keys.admit(secret)).caller).toEqual({
    keyId: 'all',
    team: 't',
    user: 'u',
    route: {
      only: ['openai'],
      regions: ['eu'],
      dataCollection: 'deny',
      zeroRetention: true,
      maxPrice: { prompt: 1 },
    },
    limits: {
      requestsPerMinute: 60,
      tokensPerMinute: 1_000,
      budget: { usd: '5', window: 'day' },
    },
  });
});

it('makes ids of its own, and uses none twice', async () => {
  const { keys } = process();
  const { key } = await keys.create({});
  expect(key.id).toMatch(/^key_[0-9A-Z]{26}$/);
  await keys.create({ id: 'a' });
  await keys.revoke('a');
  await expect(keys.create({ id: 'a' })).rejects.toMatchObject({ code: 'key_conflict' });
});

it.each([
  [{ id: 'a b' }, 'id'],
  [{ id: '' }, 'id'],
  [{ name: '\n' }, 'name'],
  [{ scope: { models: [] } }, 'scope.models'],
  [{ expiresAt: new Date(0) }, 'expiresAt'],
  [{ expiresAt: new Date(NaN) }, 'expiresAt'],
])('refuses %j', async (asked, param) => {
  await expect(process().keys.create(asked)).rejects.toMatchObject({
    code: 'invalid_request',
    param,
  });
});

it('lets the old secret live on after a rotation, for so long', async () => {
  const { keys, clock } = process();
  const first = await keys.create({ id: 'k' });
  const second = await keys.rotate('k', '10m');
  expect(second.key.previous).toEqual({
    prefix: first.key.prefix,
    until: new Date(clock.now() + 600_000),
  });
  expect([await verdict(keys, first.secret), await verdict(keys, second.secret)]).toEqual([
    'k',
    'k',
  ]);
  clock.advance(599_999);
  expect(await verdict(keys, first.secret)).toBe('k');
  clock.advance(1);
  expect(await verdict(keys, first.secret)).toContain('was replaced, and ended, at 2027-');
  expect(await verdict(keys, second.secret)).toBe('k');
  const third = await keys.rotate('k', 0);
  expect(await verdict(keys, second.secret)).toBe(UNKNOWN);
  expect(await verdict(keys, third.secret)).toBe('k');
  await expect(keys.rotate('k', 'soon' as never)).rejects.toMatchObject({ param: 'overlap' });
});

it('ends a key when it expires, whatever its rotation says', async () => {
  const { keys, clock } = process();
  const { secret } = await keys.create({ id: 'k', expiresAt: new Date(clock.now() + 1_000) });
  const rotated = await keys.rotate('k', '1h');
  clock.advance(999);
  expect(await verdict(keys, secret)).toBe('k');
  clock.advance(1);
  const message = `The API key expired at ${new Date(clock.now()).toISOString()}.`;
  expect([await verdict(keys, secret), await verdict(keys, rotated.secret)]).toEqual([
    message,
    message,
  ]);
  expect((await keys.get('k')).status).toBe('expired');
  await keys.expire('k', null);
  expect(await verdict(keys, secret)).toBe('k');
});

it('tells a revoked key the same as one that never was', async () => {
  const { keys } = process();
  const { secret } = await keys.create({ id: 'k', expiresAt: new Date(4e12) });
  await keys.admit(secret);
  const revoked = await keys.revoke('k');
  expect(revoked.status).toBe('revoked');
  expect(await verdict(keys, secret)).toBe(UNKNOWN);
  expect(await verdict(keys, makeSecret())).toBe(UNKNOWN);
  expect(await keys.revoke('k')).toEqual(revoked);
  for (const late of [keys.rotate('k'), keys.expire('k', null)]) {
    await expect(late).rejects.toMatchObject({ code: 'key_conflict' });
  }
});

it('recognises a damaged key without asking anybody', async () => {
  const { keys, store } = process();
  const { secret } = await keys.create({});
  expect(await verdict(keys, secret.slice(0, -1))).toContain('its checksum does not fit');
  expect(store.lookups).toEqual([]);
});

it('knows whether there is any key, also after the last one is gone', async () => {
  const { keys, store, clock } = process();
  const other = process({}, store, clock);
  expect([await keys.any(), await other.keys.any()]).toEqual([false, false]);
  await keys.create({ id: 'k' });
  expect([keys.any(), other.keys.any()]).toEqual([true, false]);
  clock.advance(2_000);
  await keys.revoke('k');
  expect(await other.keys.any()).toBe(true);
});

it('lists keys page by page, and a tenant’s keys to its own', async () => {
  const { keys } = process();
  for (const id of ['a', 'b', 'c']) await keys.create({ id, scope: { tenant: id } });
  const ids = async (...query: Parameters<typeof keys.list>) =>
    (await keys.list(...query)).map((it) => it.id);
  expect(await ids({ limit: 2 })).toEqual(['a', 'b']);
  expect(await ids({ after: 'b' })).toEqual(['c']);
  expect(await ids({ tenant: 'c' })).toEqual(['c']);
  const actor = { id: 'x', scope: { tenant: 'b', rights: ['keys:*'] } };
  expect(await ids({}, actor)).toEqual(['b']);
  expect(await ids({ tenant: 'a' }, actor)).toEqual([]);
  await expect(keys.get('a', actor)).rejects.toMatchObject({ code: 'key_not_found' });
  await expect(keys.revoke('a', actor)).rejects.toMatchObject({ code: 'key_not_found' });
  const { key } = await keys.create({ id: 'd' }, actor);
  expect([key.createdBy, key.scope.tenant]).toEqual(['x', 'b']);
});

it('tells what happened, and by whom', async () => {
  const { keys, events, emitter, clock } = process();
  const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const failing = emitter.subscribe(() => {
    throw new Error('no');
  });
  const by = { id: 'ops', scope: { rights: ['*'] } };
  await keys.create({ id: 'k', scope: { tenant: 't' } }, by);
  failing();
  expect(error).toHaveBeenCalledWith('A listener failed at key-created: Error: no');
  error.mockRestore();
  await keys.rotate('k');
  await keys.expire('k', null);
  await keys.revoke('k', by);
  const at = clock.now();
  expect(events).toEqual([
    { type: 'key-created', keyId: 'k', tenant: 't', by: 'ops', at },
    { type: 'key-rotated', keyId: 'k', tenant: 't', at },
    { type: 'key-changed', keyId: 'k', tenant: 't', at },
    { type: 'key-revoked', keyId: 'k', tenant: 't', by: 'ops', at },
  ]);
});

it('makes changes one after the other', async () => {
  const { keys, store } = process();
  await keys.create({ id: 'k' });
  await Promise.all([keys.rotate('k'), keys.rotate('k'), keys.expire('k', null)]);
  expect((await store.find('k'))?.version).toBe(4);
});

it.each([{ environment: 'Live' }, { pollEvery: '5s' }, { pollEvery: 0 }] as const)(
  'refuses the options %j',
  (options) => expect(() => process(options)).toThrow(ConfigurationError),
);
