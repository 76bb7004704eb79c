import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { OwnRedis } from '../support/own-redis.js';
import { type Canary, canaries } from './canaries.js';
import { GatewayProcess } from './gateway-process.js';
import { simulated } from './running-gateway.js';

const all = canaries();
const text = all.map((it) => it.text).join('\n');
const KEY = 'k-canary';
const headers = { 'content-type': 'application/json', authorization: `Bearer ${KEY}` };

type Fields = Record<string, unknown>;
const user = (content: unknown): Fields => ({ role: 'user', content });
const asked = user('Go on.');
const call = (written: string): Fields => ({
  role: 'assistant',
  content: null,
  tool_calls: [
    { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: written } },
  ],
});
const json = JSON.stringify({ note: text, nested: JSON.stringify({ deeper: [text] }) });

/** Every place of a request in which a provider would read text. */
const FIELDS: Record<string, Fields> = {
  system: { messages: [{ role: 'system', content: text }, asked] },
  developer: { messages: [{ role: 'developer', content: text }, asked] },
  user: { messages: [user(text)] },
  'user, in parts': { messages: [user([{ type: 'text', text }])] },
  'user, as JSON': { messages: [user(json)] },
  assistant: { messages: [asked, { role: 'assistant', content: text }, asked] },
  'tool call': {
    messages: [asked, call(json), { role: 'tool', tool_call_id: 'call_1', content: 'x' }],
  },
  'tool result': {
    messages: [asked, call('{}'), { role: 'tool', tool_call_id: 'call_1', content: json }],
  },
  tools: {
    messages: [asked],
    tools: [
      {
        type: 'function',
        function: {
          name: 'look_up',
          description: text,
          parameters: {
            type: 'object',
            properties: { of: { type: 'string', description: text, enum: [text], default: text } },
          },
        },
      },
    ],
  },
  schema: {
    messages: [asked],
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'a', description: text, schema: { type: 'object', description: text } },
    },
  },
  'file name': {
    messages: [
      user([{ type: 'file', file: { filename: text, file_data: 'data:text/plain;base64,YQ==' } }]),
    ],
  },
  'end user': { messages: [asked], user: text },
  metadata: { messages: [asked], metadata: { note: text } },
  stop: { messages: [asked], stop: [text] },
  name: { messages: [{ ...asked, name: text }] },
  prediction: { messages: [asked], prediction: { type: 'content', content: text } },
  'a field that we do not know': { messages: [asked], vendor_option: { hint: text } },
};

let directory: string;
let redis: OwnRedis | undefined;
let gateway: GatewayProcess;
let url: string;
let sim: Awaited<ReturnType<typeof simulated<'one' | 'two'>>>;
/** What providers were sent. */
const received: unknown[] = [];
/** What callers were told that were not answered. */
const refusals: string[] = [];

beforeAll(async () => {
  GatewayProcess.check();
  directory = mkdtempSync(join(tmpdir(), 'gateway-canary-'));
  redis = await OwnRedis.start();
  sim = await simulated('one', 'two');
  gateway = new GatewayProcess(
    directory,
    {
      providers: sim.providers,
      tiers: { both: ['one/m', 'two/m'], second: ['two/m'] },
      routing: { strategy: 'priority' },
      redact: { entities: ['all'], secret: 'canary-'.repeat(8) },
      cache: { everyCall: true },
      hedge: { minSamples: 1, minDelay: '1ms', percentile: 50, budget: 1 },
      breaker: false,
      retries: { baseDelay: '1ms', budgetFloor: 1_000 },
      log: 'all',
      audit: {},
      subjects: {
        masterKeys: `one:${randomBytes(32).toString('base64')}`,
        content: { form: 'original' },
      },
      keys: [{ id: 'canary', key: KEY, tenant: 'acme', admin: true }],
      ...(redis && { redis: { url: redis.url } }),
    },
    { LOG_LEVEL: 'verbose' },
  );
  url = await gateway.listening();
}, 30_000);

afterAll(async () => {
  gateway?.terminate();
  await gateway?.exited;
  await sim?.stop();
  await redis?.stop();
  rmSync(directory, { recursive: true });
});

afterEach(() => {
  for (const upstream of Object.values(sim.upstreams)) {
    received.push(...upstream.requests);
    upstream.reset();
  }
});

async function post(path: string, body: object) {
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await response.text();
  if (response.status >= 400) refusals.push(answer);
  return { status: response.status, answer };
}

const complete = (fields: Fields, model = 'tier:both') =>
  post('/v1/chat/completions', { model, ...fields });

/** Which canaries can be found in it, also as JSON or base64 has them. */
function foundIn(haystack: string): string[] {
  const has = (value: string) => haystack.includes(value);
  return all.filter(({ value }) => forms(value).some(has)).map(({ kind }: Canary) => kind);
}

function forms(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return [
    ...new Set([value, once, twice, Buffer.from(value).toString('base64').replace(/=+$/, '')]),
  ];
}

/** Everything under a folder, as bytes; the database and its log, the journal. */
function filesUnder(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => readFileSync(join(it.parentPath, it.name)).toString('latin1'))
    .join('\n');
}

async function everythingIn(redisUrl: string): Promise<string> {
  const client = new Redis(redisUrl);
  const read = async (key: string): Promise<unknown> => {
    const type = await client.type(key);
    if (type === 'string') return client.get(key);
    if (type === 'hash') return client.hgetall(key);
    if (type === 'set') return client.smembers(key);
    if (type === 'zset') return client.zrange(key, 0, -1);
    if (type === 'list') return client.lrange(key, 0, -1);
    return client.xrange(key, '-', '+');
  };
  try {
    const keys = await client.keys('*');
    const values = await Promise.all(keys.map(read));
    return JSON.stringify([keys, values]);
  } finally {
    client.disconnect();
  }
}

it('has canaries of many kinds, and finds them', () => {
  expect(all.length).toBeGreaterThan(200);
  // They would be found, if they were there.
  expect(foundIn(text)).toHaveLength(all.length);
  expect(foundIn(JSON.stringify({ body: json }))).toHaveLength(all.length);
});

it.each(Object.entries(FIELDS))('is given them as: %s', async (_name, fields) => {
  const first = await complete(fields);
  expect(first.status).toBe(200);
  // The cache answers the second time.
  const before = sim.upstreams.one.requests.length + sim.upstreams.two.requests.length;
  expect(await complete(fields)).toEqual(expect.objectContaining({ status: 200 }));
  expect(sim.upstreams.one.requests.length + sim.upstreams.two.requests.length).toBe(before);
  const streamed = await complete({ ...fields, stream: true });
  expect(streamed.answer).toContain('data: [DONE]');
});

it('is given them through the other doors', async () => {
  const messages = [{ role: 'user', content: [{ type: 'text', text }] }];
  const anthropic = { model: 'tier:both', max_tokens: 50, system: text, messages };
  expect((await post('/v1/messages', anthropic)).status).toBe(200);
  const responses = { model: 'tier:both', instructions: text, input: text };
  const { status, answer } = await post('/v1/responses', responses);
  expect(status).toBe(200);
  const { id } = JSON.parse(answer) as { id: string };
  const next = { model: 'tier:both', input: 'Go on.', previous_response_id: id };
  expect((await post('/v1/responses', next)).status).toBe(200);
  expect((await post('/v1/embeddings', { model: 'one/m', input: [text] })).status).toBe(200);
});

/** Each call differs, or the cache would answer it. */
let turn = 0;
const once = (): Fields => ({
  messages: [asked, { role: 'assistant', content: String(turn++) }, user(text)],
});

it('answers the caller with what he sent', async () => {
  const { answer } = await complete(once());
  const { choices } = JSON.parse(answer) as { choices: { message: { content: string } }[] };
  expect(choices[0]?.message.content).toContain(text.slice(0, 200));
});

it.each([
  ['a retry', { times: 1, error: 'overloaded' }, 200],
  ['a fallback', { error: 'server' }, 200],
  ['a hedge', { latencyMs: 300 }, 200],
  ['a stream that breaks', { cutAfterParts: 3 }, 200],
  ['a refusal of the provider', { error: 'content-filter' }, undefined],
  ['a request that the provider does not like', { error: 'invalid-request' }, undefined],
] as const)('passes them through %s', async (_name, behaviour, status) => {
  for (const stream of [false, true]) {
    sim.upstreams.one.behave(behaviour);
    const answered = await complete({ ...once(), stream });
    if (status !== undefined) expect(answered.status).toBe(status);
    else expect(answered.status).toBeGreaterThanOrEqual(400);
  }
});

it('tells why nobody answered', async () => {
  for (const upstream of Object.values(sim.upstreams)) upstream.behave({ error: 'server' });
  const { status } = await complete(once());
  expect(status).toBeGreaterThanOrEqual(500);
});

it('has shown none of them to a provider', () => {
  expect(received.length).toBeGreaterThan(40);
  expect(foundIn(JSON.stringify(received))).toEqual([]);
});

it('has told none of them to whoever was refused', () => {
  expect(refusals.length).toBeGreaterThan(0);
  expect(foundIn(refusals.join('\n'))).toEqual([]);
});

it('tells none of them to its operators', async () => {
  const get = async (path: string) => (await fetch(url + path, { headers })).text();
  const requests = await get('/admin/ledger/requests?limit=1000');
  const ids = (JSON.parse(requests) as { data: { id: string }[] }).data.map(({ id }) => id);
  const answers = await Promise.all([
    ...ids.map((id) => get(`/admin/requests/${id}`)),
    get('/admin/audit?limit=1000'),
    get('/admin/ledger/usage?groupBy=user'),
    get('/admin/targets'),
    get('/health'),
  ]);
  expect(ids.length).toBeGreaterThan(60);
  const told = [requests, ...answers].join('\n');
  for (const kind of ['first', 'retry', 'failover', 'hedge', 'saved']) {
    expect(told).toContain(`"kind":"${kind}"`);
  }
  expect(foundIn(told)).toEqual([]);
});

it('keeps none of them: neither in Redis, nor in files, nor in its log', async () => {
  if (redis !== undefined) expect(foundIn(await everythingIn(redis.url))).toEqual([]);
  gateway.terminate();
  await gateway.exited;
  expect(gateway.out.length).toBeGreaterThan(10_000);
  expect(foundIn(gateway.out + gateway.err)).toEqual([]);
  const files = filesUnder(directory);
  expect(files).toContain('SQLite format 3');
  expect(foundIn(files)).toEqual([]);
});
