import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyReceipt } from 'nestjs-llm-router';
import { auditCommand } from '../../apps/gateway/src/audit/audit-command.js';
import { RunningGateway, simulated } from './running-gateway.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const CANARY = 'canary-in-the-coal-mine';
const USER = 'ada@analytical.engine';
const PERSON = encodeURIComponent(USER);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const masterKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

let folder: string;
let upstream: Awaited<ReturnType<typeof simulated<'a'>>>;
let gateway: RunningGateway;
let keys: string;

const start = (masterKeys: string, database = join(folder, 'gateway.sqlite'), more: object = {}) =>
  RunningGateway.start({
    config: {
      providers: upstream.providers,
      tiers: { cheap: ['a/m'] },
      cache: { everyCall: true },
      ledger: { journal: false },
      privacy: { policies: [], unlabelled: 'public' },
      subjects: {
        masterKeys: '${MASTER_KEYS}',
        content: { classes: { restricted: { store: false } } },
      },
      keys: [
        { id: 'acme', key: 'k-acme', tenant: 'acme' },
        { id: 'own', key: 'k-own', tenant: 'acme', rights: ['subjects:*', 'contents:read'] },
        { id: 'reader', key: 'k-reader', rights: ['subjects:read'] },
      ],
      ...more,
    },
    env: {
      LLM_ROUTER_ADMIN_KEYS: 'ops:k-ops',
      DATABASE_URL: database,
      MASTER_KEYS: masterKeys,
    },
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'subjects-'));
  upstream = await simulated('a');
  keys = masterKey('2026');
  gateway = await start(keys);
});
afterEach(async () => {
  await gateway.stop();
  await upstream.stop();
  rmSync(folder, { recursive: true });
});

const say = (text: string, headers: Record<string, string> = {}) =>
  gateway.post(
    '/v1/chat/completions',
    JSON.stringify({ model: 'a/m', user: USER, messages: [{ role: 'user', content: text }] }),
    { ...bearer('k-acme'), ...headers },
  );

async function admin(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  { key = 'k-ops', body }: { key?: string; body?: object } = {},
) {
  const response = await fetch(`${gateway.url}/admin/${path}`, {
    method,
    headers: { ...bearer(key), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers have all shapes
  const parsed: any = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, body: parsed };
}
const PATH = `subjects/${PERSON}`;
const AT = `${PATH}?tenant=acme`;

it('shows, exports and erases what is kept of somebody', async () => {
  const { headers } = await say(CANARY);
  const call = headers.get('x-request-id') ?? '';
  await say(`${CANARY} again`, { 'x-llm-router-sensitivity': 'restricted' });

  // Replies are kept a moment later.
  await until(async () => (await admin('GET', AT)).body.stores.cache.count === 2);
  const held = await admin('GET', AT);
  expect(held.body).toEqual({
    pseudonym: expect.stringMatching(/^subject-[0-9a-f]{32}$/),
    stores: expect.objectContaining({
      contents: { count: 1, classes: { public: 1 }, oldest: expect.any(String) },
      cache: expect.objectContaining({ count: 2 }),
      responses: expect.objectContaining({ count: 0 }),
    }),
    holds: [],
  });
  // Of another tenant's user of the same name nothing is held.
  expect((await admin('GET', `${PATH}?tenant=other`)).body.stores.contents.count).toBe(0);
  expect((await admin('GET', `contents/${call}`)).text).toContain(CANARY);

  const exported = await admin('GET', `${PATH}/export?tenant=acme`);
  expect(exported.headers.get('content-type')).toContain('application/json');
  expect(exported.body.stores.contents).toMatchObject([
    { id: call, sensitivity: 'public', content: { request: { messages: [{ content: CANARY }] } } },
  ]);
  expect(exported.body.stores.cache).toHaveLength(2);
  expect(exported.text).not.toContain('k-acme');

  const erased = await admin('DELETE', AT);
  expect(erased.status).toBe(200);
  expect(erased.body).toMatchObject({
    subject: held.body.pseudonym,
    keyDestroyed: true,
    erased: { contents: 1, cache: 2 },
    configuration: expect.any(String),
  });
  const { publicKey } = (await admin('GET', 'subject-keys/receipts')).body;
  expect(verifyReceipt(erased.body, publicKey)).toBe(true);
  expect((await admin('GET', `contents/${call}`)).status).toBe(404);
  expect((await admin('DELETE', AT)).body).toMatchObject({ keyDestroyed: false });

  const entries = (await admin('GET', 'audit?limit=100')).body.data as Record<string, unknown>[];
  expect(JSON.stringify(entries)).not.toContain(USER);
  expect(JSON.stringify(entries)).not.toContain(PERSON);
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'subject-erased', actor: 'ops', subject: erased.body.subject }),
  );
  expect(entries.filter(({ kind }) => kind === 'subject-exported')).toHaveLength(1);

  await gateway.stop();
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name), 'latin1');
    expect([name, bytes.includes(CANARY), bytes.includes(USER)]).toEqual([name, false, false]);
  }
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const database = join(folder, 'gateway.sqlite');
  const how = { env: {}, cwd: folder, print, complain: print };
  expect([await auditCommand(['verify', '--database', database], how), lines]).toEqual([
    0,
    expect.anything(),
  ]);
  gateway = await start(keys);
});

it('gives no answer again, under its idempotency key, to whoever was erased', async () => {
  const key = { 'idempotency-key': 'same' };
  const replayed = async () => (await say(CANARY, key)).headers.get('idempotent-replayed');
  expect([await replayed(), await replayed()]).toEqual([null, 'true']);
  expect((await admin('DELETE', AT)).status).toBe(200);
  expect([await replayed(), await replayed()]).toEqual([null, 'true']);
});

it('names nobody who was erased in budgets and in the journal', async () => {
  const own = mkdtempSync(join(tmpdir(), 'subjects-'));
  const directory = join(own, 'journal');
  const before = gateway;
  gateway = await start(keys, join(own, 'gateway.sqlite'), {
    ledger: { journal: { directory } },
    budgets: [
      { name: 'customers', by: 'tag:customer', window: 'total', limits: { requests: 100 } },
    ],
  });
  try {
    const journal = () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((it) => it.isFile())
        .map((it) => readFileSync(join(it.parentPath, it.name), 'latin1'))
        .join('');
    const tagged = { 'x-llm-router-tags': `customer=${USER}` };
    for (const text of ['one', 'two']) await say(text, tagged);
    expect(journal()).toContain(USER);
    const standing = async () => (await admin('GET', 'budgets')).body.data as object[];
    expect(await standing()).toMatchObject([{ budget: 'customers', subject: USER, spent: 2 }]);
    expect((await admin('GET', AT)).body.stores.budgets).toMatchObject({ count: 1 });

    const { status, body } = await admin('DELETE', AT);
    expect([status, body.erased.budgets]).toEqual([200, 1]);
    expect(journal()).not.toContain(USER);
    expect(await standing()).toMatchObject([{ subject: body.subject, spent: 2 }]);
    await say('three', tagged);
    expect(await standing()).toMatchObject([
      { subject: body.subject, spent: 2 },
      { subject: USER, spent: 1 },
    ]);
  } finally {
    await gateway.stop();
    gateway = before;
    rmSync(own, { recursive: true });
  }
});

it('refuses to erase what is held, and says so', async () => {
  await say(CANARY);
  const reason = { reason: 'Case 2026/17' };
  expect((await admin('PUT', `${PATH}/hold?tenant=acme`, { body: reason })).status).toBe(204);
  const refused = await admin('DELETE', AT);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'legal_hold']);
  expect((await admin('GET', AT)).body.holds).toEqual([
    { on: 'subject', reason: 'Case 2026/17', setAt: expect.any(String), setBy: 'ops' },
  ]);
  expect((await admin('PUT', 'tenants/acme/hold', { body: reason })).status).toBe(204);
  expect((await admin('DELETE', `${PATH}/hold?tenant=acme`)).status).toBe(204);
  expect((await admin('DELETE', AT)).body.error.message).toContain('its whole tenant');
  expect((await admin('DELETE', 'tenants/acme/hold')).status).toBe(204);
  expect((await admin('DELETE', AT)).status).toBe(200);
});

it('asks for rights, and keeps a key of one tenant within it', async () => {
  await say(CANARY);
  for (const [method, path] of [
    ['DELETE', AT],
    ['GET', `${PATH}/export?tenant=acme`],
    ['PUT', `${PATH}/hold?tenant=acme`],
    ['POST', 'subject-keys/rewrap'],
    ['GET', 'contents/x'],
  ] as const) {
    const { status, body } = await admin(method, path, {
      key: 'k-reader',
      body: method === 'PUT' ? { reason: 'x' } : undefined,
    });
    expect([path, status, body.error.code]).toEqual([path, 403, 'permission_denied']);
  }
  expect((await admin('GET', AT, { key: 'k-reader' })).status).toBe(200);
  expect((await admin('GET', PATH, { key: 'k-own' })).body.stores.contents.count).toBe(1);
  for (const path of [`${PATH}?tenant=other`, `${PATH}?key=ci`]) {
    expect((await admin('DELETE', path, { key: 'k-own' })).status).toBe(403);
  }
  const hold = { key: 'k-own', body: { reason: 'x' } };
  expect((await admin('PUT', 'tenants/other/hold', hold)).status).toBe(403);
});

it.each([
  ['GET', `${PATH}?tenant=a&key=b`, undefined, 'key'],
  ['GET', `${PATH}?team=a`, undefined, 'team'],
  ['PUT', `${PATH}/hold?tenant=acme`, {}, 'reason'],
  ['PUT', `${PATH}/hold?tenant=acme`, { reason: ' ' }, 'reason'],
  ['PUT', `${PATH}/hold?tenant=acme`, { reason: `About ${USER}` }, 'reason'],
] as const)('refuses %s %s with %j', async (method, path, body, param) => {
  const answer = await admin(method, path, { body });
  expect([answer.status, answer.body.error.param]).toEqual([400, param]);
});

it('changes its master key, and starts with no other one than its own', async () => {
  const { headers } = await say(CANARY);
  const id = headers.get('x-request-id') ?? '';
  expect((await admin('GET', AT)).body.stores.contents.count).toBe(1);
  await gateway.stop();
  const young = masterKey('2027');

  gateway = await start(`${young},${keys}`);
  expect((await admin('POST', 'subject-keys/rewrap')).body).toEqual({ rewrapped: 2 });
  expect((await admin('GET', `contents/${id}`)).text).toContain(CANARY);
  await gateway.stop();

  gateway = await start(young);
  expect((await admin('GET', `contents/${id}`)).text).toContain(CANARY);
  await gateway.stop();

  const wrong = start(keys);
  await expect(wrong).rejects.toThrow('There is no master key "2027". Known: 2026.');
  const other = masterKey('2027');
  const error = await start(other).catch((it: Error) => it);
  expect((error as Error).message).toContain('cannot be read with these master keys');
  expect((error as Error).message).not.toContain(other.slice(5, 15));
  gateway = await start(young);
});

it('is told what is wrong with its settings', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'keys-'));
  try {
    writeFileSync(join(directory, 'keys'), 'x:short');
    const begin = (subjects: object) =>
      RunningGateway.start({ config: { providers: upstream.providers, subjects } });
    await expect(begin({})).rejects.toThrow('masterKeys');
    await expect(begin({ masterKeyFile: join(directory, 'keys') })).rejects.toThrow(
      'keys.file: the file: key 1 ("x") is not 32 bytes.',
    );
    await expect(begin({ masterKeyFile: join(directory, 'none') })).rejects.toThrow('ENOENT');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
