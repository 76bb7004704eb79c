import { hello, RunningGateway, simulated } from './running-gateway.js';

let gateway: RunningGateway;
let sim: Awaited<ReturnType<typeof simulated<'one' | 'two'>>>;

const admin = { authorization: 'Bearer k-admin' };
const search = { authorization: 'Bearer k-search' };

beforeAll(async () => {
  sim = await simulated('one', 'two');
  gateway = await RunningGateway.start({
    config: {
      providers: sim.providers,
      tiers: { cheap: ['one/m', 'two/m'], premium: ['two/m'] },
      aliases: { best: 'tier:premium' },
      routing: {
        strategy: 'priority',
        rules: [
          { name: 'search', when: { tags: { team: 'search' } }, then: { tier: 'premium' } },
          { name: 'vip', when: { headers: { 'x-vip': 'yes' } }, then: { model: 'two/m' } },
        ],
      },
      retries: { baseDelay: 1, perTarget: 1 },
      keys: [
        { id: 'ops', key: 'k-admin', admin: true },
        { id: 'search', key: 'k-search', tenant: 'acme', tags: { team: 'search' } },
      ],
    },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await sim?.stop();
});
beforeEach(() => {
  sim.upstreams.one.reset();
  sim.upstreams.two.reset();
});

const complete = (headers: Record<string, string> = admin) =>
  gateway.post('/v1/chat/completions', JSON.stringify({ model: 'tier:cheap', ...hello }), headers);
const explain = (body: unknown, headers: Record<string, string> = admin) =>
  gateway.post('/admin/route/explain', JSON.stringify(body), headers);

describe('GET /admin/requests/{id}', () => {
  it('explains a call that ended a moment ago: the decision, every try, and all of it in words', async () => {
    sim.upstreams.one.behave({ times: 1, status: 503 });
    const { headers } = await complete();
    const { status, body } = await gateway.get(
      `/admin/requests/${headers.get('x-request-id')}`,
      admin,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: headers.get('x-request-id'),
      keyId: 'ops',
      status: 'succeeded',
      servedModel: 'two/m',
      costUsd: expect.stringMatching(/^0\.\d+$/),
      rung: null,
      decision: {
        asked: 'tier:cheap',
        strategy: 'priority',
        candidates: [
          { candidate: 'one/m', place: 0 },
          { candidate: 'two/m', place: 1 },
        ],
      },
      attempts: [
        { kind: 'first', model: 'one/m', status: 'failed', errorCode: 'overloaded' },
        { kind: 'failover', model: 'two/m', status: 'succeeded', openedMs: expect.any(Number) },
      ],
    });
    expect(body.words).toContain('The answer came from two/m, the 2nd choice.');
    expect(body.words.join('\n')).toMatch(/^Attempt 1, one\/m: .*failed after .*HTTP 503/m);
  });

  it('names the rule that fired, and lets the ledger be added up by it', async () => {
    const { headers } = await complete(search);
    const { body } = await gateway.get(`/admin/requests/${headers.get('x-request-id')}`, admin);
    expect(body).toMatchObject({ rule: 'search', servedModel: 'two/m' });
    expect(body.words).toContain('The rule "search" fired and sent the call to tier:premium.');
    const usage = await gateway.get('/admin/ledger/usage?groupBy=rule', admin);
    expect(usage.body.data).toContainEqual(
      expect.objectContaining({ dimensions: { rule: 'search' }, requests: 1 }),
    );
  });

  it('explains a call that failed', async () => {
    sim.upstreams.one.behave({ status: 503 });
    sim.upstreams.two.behave({ status: 503 });
    const { status, headers } = await complete();
    expect(status).toBe(503);
    const { body } = await gateway.get(`/admin/requests/${headers.get('x-request-id')}`, admin);
    expect(body.words[1]).toMatch(/^It failed after .* with attempts_exhausted: All 2 attempts/);
  });

  it('says what it knows nothing of', async () => {
    const { status, body } = await gateway.get('/admin/requests/nothing', admin);
    expect([status, body.error.code]).toEqual([404, 'not_found']);
    expect(body.error.message).toContain('The ledger has no call "nothing".');
  });
});

describe('POST /admin/route/explain', () => {
  const request = { model: 'tier:cheap', ...hello };

  it('says what would happen to a chat request, and asks nobody', async () => {
    const before = (await gateway.get('/admin/ledger/requests', admin)).body.data.length;
    const { status, body } = await explain(request);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      decision: { asked: 'tier:cheap', model: 'tier:cheap', strategy: 'priority' },
      targets: [{ candidate: 'one/m' }, { candidate: 'two/m' }],
      words: expect.arrayContaining(['It would go to one/m; where that fails, to two/m.']),
    });
    expect(sim.upstreams.one.requests).toEqual([]);
    expect((await gateway.get('/admin/ledger/requests', admin)).body.data).toHaveLength(before);
  });

  it.each([
    ['tags', { tags: { team: 'search' } }, 'search'],
    ['a key, whose tags hold', { key: 'search' }, 'search'],
    ['headers, in any case', { headers: { 'X-VIP': 'yes' } }, 'vip'],
  ])('takes %s into account', async (_, about, rule) => {
    const { body } = await explain({ request, ...about });
    expect(body.decision.rule).toBe(rule);
    expect(body.targets).toEqual([{ candidate: 'two/m' }]);
  });

  it('follows hints in the request, and says who is left out', async () => {
    const { body } = await explain({ ...request, provider: { ignore: ['one', 'two'] } });
    expect(body).toMatchObject({ targets: [], refusal: { code: 'no_candidate' } });
    expect(body.words.join('\n')).toContain('Left out: one/m by the filter');
  });

  it.each([
    [{}, 400, 'messages', 'messages is missing'],
    [{ messages: [] }, 400, 'messages', 'messages'],
    [{ request: { messages: 'hi' } }, 400, 'messages', 'messages must be'],
    [{ request, colour: 'red' }, 400, 'colour', 'Legal: request, headers, tags, user'],
    [{ request, tags: { team: 1 } }, 400, 'tags.team', 'tags.team: 1 is not legal. Legal: a text'],
    [
      { request, stream: 'yes' },
      400,
      'stream',
      'stream: "yes" is not legal. Legal: true or false.',
    ],
    [{ request, key: 'serach' }, 400, 'key', 'Legal: ops, search'],
  ])('refuses %j', async (body, expected, param, message) => {
    const answer = await explain(body);
    expect([answer.status, answer.body.error.param]).toEqual([expected, param]);
    expect(answer.body.error.message).toContain(message);
  });

  it('says near names of a model that stands for nothing', async () => {
    const { status, body } = await explain({ ...request, model: 'tier:chaep' });
    expect(status).toBe(200);
    expect(body.refusal).toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('tier:cheap'),
    });
  });
});

describe('GET /admin/targets', () => {
  it('tells how every target does', async () => {
    sim.upstreams.one.behave({ times: 1, status: 429, retryAfter: 30 });
    await complete();
    await complete();
    const { status, body } = await gateway.get('/admin/targets', admin);
    expect(status).toBe(200);
    const targets = Object.fromEntries(body.data.map((it: { target: string }) => [it.target, it]));
    expect(targets['one/m']).toMatchObject({
      provider: 'one',
      model: 'm',
      state: 'held',
      until: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(targets['two/m']).toMatchObject({
      state: 'open',
      until: null,
      inFlight: 0,
      errorRate: expect.any(Number),
      document: {
        latencyMs: expect.any(Number),
        durationMs: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) },
      },
      stream: { latencyMs: null },
    });
    expect(body.data).toHaveLength(2);
  });
});

describe('/admin', () => {
  it.each([
    ['GET', '/admin/requests/1'],
    ['GET', '/admin/targets'],
    ['POST', '/admin/route/explain'],
  ])('%s %s is for admins only, and described', async (method, path) => {
    const ask = (headers: Record<string, string>) =>
      method === 'GET' ? gateway.get(path, headers) : gateway.post(path, '{}', headers);
    expect((await ask({})).status).toBe(401);
    const { status, body } = await ask(search);
    expect([status, body.error.code]).toEqual([403, 'permission_denied']);
    const { body: reference } = await gateway.get('/docs-json', admin);
    const described = path.replace('/1', '/{id}');
    expect(reference.paths[described]).toHaveProperty(method.toLowerCase());
  });

  it('describes the header that asks for an explanation', async () => {
    const { body } = await gateway.get('/docs-json', admin);
    for (const path of [
      '/v1/chat/completions',
      '/v1/messages',
      '/v1/responses',
      '/v1/embeddings',
    ]) {
      expect(body.paths[path].post.parameters).toContainEqual(
        expect.objectContaining({ name: 'x-llm-router-explain', in: 'header' }),
      );
    }
  });
});
