import { connect } from 'node:net';
import { hello, RunningGateway, simulated } from './running-gateway.js';

let gateway: RunningGateway;
let sim: Awaited<ReturnType<typeof simulated<'one' | 'two'>>>;

beforeAll(async () => {
  sim = await simulated('one', 'two');
  gateway = await RunningGateway.start({
    config: {
      server: { bodyLimit: '64KiB' },
      providers: sim.providers,
      tiers: { cheap: ['one/m', 'two/m'], premium: ['two/m'] },
      routing: { strategy: 'priority' },
      breaker: false,
      retries: { baseDelay: 1, perTarget: 1 },
    },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await sim?.stop();
});

const complete = (body: object = {}, headers: Record<string, string> = {}) =>
  gateway.post(
    '/v1/chat/completions',
    JSON.stringify({ model: 'tier:cheap', ...hello, ...body }),
    headers,
  );

it('keeps personal data of a decorated method from the provider, and gives it back', async () => {
  sim.upstreams.one.reset();
  const text = 'Write to ada@example.org about the engine.';
  const { body } = await gateway.post('/demo/summarise', JSON.stringify({ text }));
  const [received] = sim.upstreams.one.requests;
  expect(JSON.stringify(received)).toContain('about the engine');
  expect(JSON.stringify(received)).not.toContain('ada@example.org');
  expect(body.text).toContain('ada@example.org');
});

describe('the ledger', () => {
  it('shows a call with its tries, and its exact cost as decimal text', async () => {
    sim.upstreams.one.behave({ times: 1, status: 503 });
    sim.upstreams.two.behave({ times: 1, promptTokens: 3, completionTokens: 5 });
    const { headers } = await complete({}, { 'x-llm-router-tags': 'feature=shown' });
    const { body: row } = await gateway.get(
      `/admin/ledger/requests/${headers.get('x-request-id')}`,
    );
    expect(row).toMatchObject({
      status: 'succeeded',
      requestedModel: 'tier:cheap',
      servedModel: 'two/m',
      attemptCount: 2,
      tags: { feature: 'shown' },
      usage: { input: 3, output: 5 },
      costUsd: '0.000013',
      attempts: [
        { provider: 'one', status: 'failed', upstreamStatus: 503 },
        { provider: 'two', status: 'succeeded', costUsd: '0.000013' },
      ],
    });
  });

  it('pages and filters', async () => {
    const tags = { 'x-llm-router-tags': 'feature=pages' };
    for (let call = 0; call < 3; call++) await complete({}, tags);
    const list = async (query: string) =>
      (await gateway.get(`/admin/ledger/requests?tag=feature=pages&${query}`)).body;
    const first = await list('limit=2');
    const second = await list(`limit=2&before=${first.next}`);
    const ids = [...first.data, ...second.data].map((it: { id: string }) => it.id);
    expect(new Set(ids).size).toBe(3);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect(second.next).toBeNull();
    expect((await list('status=failed')).data).toEqual([]);
    expect((await list('from=2999-01-01')).data).toEqual([]);
  });

  it('adds up', async () => {
    sim.upstreams.one.behave({ times: 2, promptTokens: 1_000_000, completionTokens: 1 });
    const tags = { 'x-llm-router-tags': 'feature=summed' };
    await complete({}, tags);
    await complete({}, tags);
    const { body } = await gateway.get('/admin/ledger/usage?groupBy=model,tag:feature');
    expect(body.data).toContainEqual(
      expect.objectContaining({
        dimensions: { model: 'one/m', 'tag:feature': 'summed' },
        requests: 2,
        costUsd: '2.000004',
      }),
    );
  });

  it.each([
    ['requests?limit=0', 'limit', '1 to 1000'],
    ['requests?status=ok', 'status', 'succeeded, failed, timed_out, aborted, interrupted'],
    ['requests?from=yesterday', 'from', 'ISO 8601'],
    ['requests?page=2', 'page', 'from, to, keyId'],
    ['requests?tag=a=b&tag=c=d', 'tag', 'one tag'],
    ['usage?groupBy=modle', 'groupBy', 'model, provider'],
    ['usage?from=2026-13-45', 'from', 'ISO 8601'],
  ])('refuses %s and says what is legal', async (path, param, legal) => {
    const { status, body } = await gateway.get(`/admin/ledger/${path}`);
    expect([status, body.error.param]).toEqual([400, param]);
    expect(body.error.message).toContain(legal);
  });

  it('knows no call of another id', async () => {
    const { status, body } = await gateway.get('/admin/ledger/requests/nothing');
    expect([status, body.error.code]).toEqual([404, 'not_found']);
  });
});

describe('health', () => {
  it('lives, is ready, and tells of every part', async () => {
    await complete();
    expect((await gateway.get('/health/live')).body).toEqual({ status: 'ok' });
    expect((await gateway.get('/health/ready')).status).toBe(200);
    const { body } = await gateway.get('/health');
    expect(body.details).toMatchObject({
      database: { status: 'up' },
      ledger: { status: 'up', lost: 0 },
      one: {
        status: 'degraded',
        lastError: { code: expect.any(String) },
        durationMs: { p50: expect.any(Number), p95: expect.any(Number) },
      },
      two: { status: 'up', state: 'up' },
    });
  });
});

describe('what is no proper call', () => {
  it('unknown route', async () => {
    const { status, body } = await gateway.get('/v1/nothing');
    expect([status, body.error.type]).toEqual([404, 'invalid_request_error']);
  });

  it.each([
    ['DELETE', '/admin/subjects/ada'],
    ['GET', '/admin/subjects/ada/export'],
    ['PUT', '/admin/tenants/acme/hold'],
    ['GET', '/admin/contents/1'],
    ['POST', '/admin/subject-keys/rewrap'],
  ])('%s %s where nothing is kept of people', async (method, path) => {
    const response = await fetch(gateway.url + path, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'not_enabled',
        message: 'This part of /admin is not switched on. Set "subjects" in gateway.yaml.',
      },
    });
  });

  it('malformed JSON', async () => {
    const { status, body } = await gateway.post('/v1/chat/completions', '{"model":');
    expect([status, body.error.code]).toEqual([400, 'invalid_json']);
  });

  it('a body over the limit', async () => {
    const { status, body } = await complete({ padding: 'x'.repeat(70_000) });
    expect([status, body.error.code]).toEqual([413, 'request_too_large']);
  });

  it.each([
    ['no HTTP at all', 'garbage\r\n\r\n', '400 Bad Request'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, '431 '],
  ])('%s', async (_name, sent, status) => {
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.on('data', (data) => (received += data.toString()));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
      socket.end(sent);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`));
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { type: 'invalid_request_error' },
    });
  });
});

it('answers every example of its API reference', async () => {
  const { body } = await gateway.get('/docs-json');
  const examples = (path: string): object[] =>
    Object.values<{ value: object }>(
      body.paths[path].post.requestBody.content['application/json'].examples,
    ).map(({ value }) => value);
  const paths = Object.keys(body.paths).filter(
    (path) => path.startsWith('/v1/') && body.paths[path].post,
  );
  expect(paths).toHaveLength(5);
  for (const path of paths) {
    for (const { previous_response_id: _stored, ...example } of examples(path) as {
      previous_response_id?: string;
    }[]) {
      const model = path === '/v1/embeddings' ? 'one/m' : 'tier:cheap';
      const { status } = await gateway.post(path, JSON.stringify({ ...example, model }));
      expect([path, example, status]).toEqual([path, example, 200]);
    }
  }
});

it('describes its API', async () => {
  const { body } = await gateway.get('/docs-json');
  expect(Object.keys(body.paths).sort()).toEqual([
    '/admin/audit',
    '/admin/audit/anchor',
    '/admin/budgets',
    '/admin/budgets/{name}',
    '/admin/compliance/record',
    '/admin/keys',
    '/admin/keys/{id}',
    '/admin/keys/{id}/expire',
    '/admin/keys/{id}/rotate',
    '/admin/ledger/forecast',
    '/admin/ledger/movers',
    '/admin/ledger/reconcile',
    '/admin/ledger/requests',
    '/admin/ledger/requests/{id}',
    '/admin/ledger/usage',
    '/admin/ledger/what-if',
    '/admin/requests/{id}',
    '/admin/route/explain',
    '/admin/targets',
    '/demo/summarise',
    '/health',
    '/health/live',
    '/health/ready',
    '/v1/chat/completions',
    '/v1/embeddings',
    '/v1/messages',
    '/v1/messages/count_tokens',
    '/v1/models',
    '/v1/models/{id}',
    '/v1/responses',
    '/v1/responses/{id}',
  ]);
  const named = [...JSON.stringify(body).matchAll(/#\/components\/schemas\/(\w+)/g)];
  const schemas = Object.keys(body.components.schemas);
  expect(schemas).toEqual(expect.arrayContaining(named.map(([, name]) => name)));
  expect(
    body.paths['/v1/messages'].post.responses['401'].content['application/json'].schema,
  ).toEqual({ $ref: '#/components/schemas/AnthropicError' });
  expect((await gateway.get('/docs')).body).toContain('LLM gateway');
});
