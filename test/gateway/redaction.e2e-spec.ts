import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hello, RunningGateway, simulated } from './running-gateway.js';

/** One of each action; none of them may be found anywhere but in what the caller gets back. */
const MAIL = 'anna.canary@example.com';
const CARD = '4012888888881881';
const PROJECT = 'Blue Harbour';
const STAFF = 'EMP-471147';
const IBAN = 'DE89370400440532013000';
const CANARIES = ['canary', CARD, PROJECT, STAFF, IBAN];
const TEXT = `Mail ${MAIL} of ${PROJECT}, staff ${STAFF}, card ${CARD}, account ${IBAN}.`;

let sim: Awaited<ReturnType<typeof simulated<'first' | 'second'>>>;
let gateway: RunningGateway;
let directory: string;
let logged = '';
let stopped: Promise<void> | undefined;
const stop = (): Promise<void> => (stopped ??= gateway.stop());
let output: jest.SpyInstance | undefined;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'redaction-'));
  sim = await simulated('first', 'second');
  output = jest.spyOn(process.stdout, 'write').mockImplementation((piece, ...rest: unknown[]) => {
    logged += String(piece);
    for (const written of rest) if (typeof written === 'function') written();
    return true;
  });
  gateway = await RunningGateway.start({
    config: {
      providers: sim.providers.map((it) => ({
        ...it,
        models: [...it.models, { id: 'fault-overload' }, { id: 'fault-status-400' }],
      })),
      tiers: { cheap: ['first/fault-overload', 'second/m'] },
      routing: { strategy: 'priority' },
      retries: { baseDelay: 1 },
      cache: { everyCall: true },
      log: 'all',
      audit: { decisions: 'all' },
      redact: {
        secret: '${REDACTION_SECRET}',
        actions: { card: 'mask', iban: 'hash', 'employee-id': 'synthesise' },
        patterns: [{ entity: 'employee-id', pattern: 'EMP-\\d{4,6}', context: ['staff*'] }],
        dictionaries: [{ entity: 'project-name', words: [PROJECT] }],
      },
      privacy: {
        unlabelled: 'public',
        redact: { restricted: { actions: { 'project-name': 'block' } } },
      },
    },
    env: {
      DATABASE_URL: join(directory, 'ledger.sqlite'),
      REDACTION_SECRET: 'of 32 characters or of even more',
      LOG_LEVEL: 'debug',
    },
  });
});
afterAll(async () => {
  output?.mockRestore();
  await stop();
  await sim?.stop();
  rmSync(directory, { recursive: true });
});

const expected = (text: string): void => {
  expect(text).toContain(`Mail ${MAIL} of ${PROJECT}, staff ${STAFF}, card ****, account [IBAN#`);
};
const post = (path: string, body: object, headers = {}) =>
  gateway.post(path, JSON.stringify({ model: 'tier:cheap', ...body }), headers);

it('holds through every door, failover, stream and kept reply', async () => {
  const messages = [{ role: 'user', content: TEXT }];
  const plain = await post('/v1/chat/completions', { messages, user: MAIL });
  expected(plain.body.choices[0].message.content);
  const kept = await post('/v1/chat/completions', { messages, user: MAIL });
  expected(kept.body.choices[0].message.content);
  expect(kept.headers.get('x-llm-router-cache')).toBe('hit');

  const stream = await gateway.openai().chat.completions.create({
    model: 'tier:cheap',
    messages: [{ role: 'user', content: `Again: ${TEXT}` }],
    stream: true,
  });
  let streamed = '';
  for await (const { choices } of stream) streamed += choices[0]?.delta.content ?? '';
  expected(streamed);

  const message = await post('/v1/messages', { max_tokens: 500, messages, system: TEXT });
  expected(message.body.content[0].text);
  const response = await post('/v1/responses', { input: TEXT, store: false });
  expected(response.body.output[0].content[0].text);
  const embedding = await post('/v1/embeddings', { model: 'second/m', input: [TEXT] });
  expect(embedding.status).toBe(200);
});

it('refuses what a class is not to send, and tells kinds only', async () => {
  const { status, body } = await post(
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: TEXT }] },
    { 'x-llm-router-sensitivity': 'restricted' },
  );
  expect([status, body.error.code]).toEqual([403, 'content_blocked']);
  expect(body.error.message).toContain('project-name');
});

it('leaves nothing of it behind: with providers, in the database, in the log', async () => {
  const failing = await post('/v1/chat/completions', {
    model: 'first/fault-status-400',
    messages: [{ role: 'user', content: TEXT }],
  });
  expect(failing.status).toBe(400);
  expect((await post('/v1/chat/completions', hello)).status).toBe(200);

  const sent = Object.values(sim.upstreams).flatMap((it) => it.requests);
  expect(sim.upstreams.first.requests.length).toBeGreaterThan(2);
  expect(sim.upstreams.second.requests.length).toBeGreaterThan(2);
  await stop();
  const files = readdirSync(directory).map((it) => readFileSync(join(directory, it), 'latin1'));
  const bodies = JSON.stringify(sent);
  const held = JSON.stringify(files);
  expect(held).toContain('content_blocked');
  expect(held).toContain('employee-id');
  expect(logged).toContain('tier:cheap');
  for (const canary of CANARIES) {
    expect([canary, bodies.includes(canary)]).toEqual([canary, false]);
    expect([canary, logged.includes(canary)]).toEqual([canary, false]);
  }
  // The end user is who the caller says it is: that stands in the ledger, and nowhere else.
  for (const canary of CANARIES.slice(1)) {
    expect([canary, held.includes(canary)]).toEqual([canary, false]);
  }
});
