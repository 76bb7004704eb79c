import { RunningGateway, simulated } from './running-gateway.js';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const hello = { messages: [{ role: 'user', content: 'Hello' }] };

/** What `/admin/keys` answers to a request. */
async function admin(
  gateway: RunningGateway,
  method: 'GET' | 'POST' | 'DELETE',
  path = '',
  { key, body }: { key?: string; body?: object } = {},
) {
  const response = await fetch(`${gateway.url}/admin/keys${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(key && bearer(key)) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

describe('with an admin key', () => {
  let gateway: RunningGateway;
  let upstream: Awaited<ReturnType<typeof simulated<'a' | 'b'>>>;
  beforeAll(async () => {
    upstream = await simulated('a', 'b');
    gateway = await RunningGateway.start({
      config: {
        providers: upstream.providers,
        tiers: { cheap: ['a/m', 'b/m'] },
        keys: [
          { id: 'seeded', key: 'k-seeded', models: ['b/*'], tenant: 'acme' },
          { id: 'reader', key: 'k-reader', rights: ['ledger:read'] },
          { id: 'late', key: 'k-late', expiresAt: '2020-01-01T00:00:00Z' },
          { id: 'tenant', key: 'k-tenant', tenant: 'acme', rights: ['keys:*', 'ledger:read'] },
        ],
      },
      env: { LLM_ROUTER_ADMIN_KEYS: 'ops:k-ops' },
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    await upstream?.stop();
  });

  const call = (key: string, model = 'tier:cheap') =>
    gateway.post('/v1/chat/completions', JSON.stringify({ model, ...hello }), bearer(key));

  it('creates keys, shows their secret once, rotates and revokes them', async () => {
    const created = await admin(gateway, 'POST', '', {
      key: 'k-ops',
      body: {
        id: 'ci',
        name: 'CI',
        scope: { models: ['tier:cheap'] },
        expiresAt: '2999-01-01T00:00:00Z',
      },
    });
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    const { secret } = created.body;
    expect(created.body).toEqual({
      secret: expect.stringMatching(/^llmr_/),
      id: 'ci',
      name: 'CI',
      status: 'active',
      source: 'created',
      prefix: `${secret.slice(0, 9)}…`,
      scope: { models: ['tier:cheap'] },
      createdAt: expect.any(String),
      createdBy: 'ops',
      expiresAt: '2999-01-01T00:00:00.000Z',
      rotatedAt: null,
      previous: null,
      revokedAt: null,
      revokedBy: null,
    });
    expect((await call(secret)).status).toBe(200);

    const rotated = await admin(gateway, 'POST', '/ci/rotate', {
      key: 'k-ops',
      body: { overlap: '1m' },
    });
    expect([rotated.status, rotated.body.previous.prefix]).toEqual([200, created.body.prefix]);
    expect((await call(secret)).status).toBe(200);
    expect((await call(rotated.body.secret)).status).toBe(200);

    const shown = await admin(gateway, 'GET', '/ci', { key: 'k-ops' });
    const listed = await admin(gateway, 'GET', '', { key: 'k-ops' });
    for (const told of [secret, rotated.body.secret, 'k-seeded', 'k-ops']) {
      expect(shown.text + listed.text).not.toContain(told);
      expect(shown.text + listed.text).not.toContain(told.slice(9, 30) || told);
    }

    const revoked = await admin(gateway, 'DELETE', '/ci', { key: 'k-ops' });
    expect([revoked.status, revoked.body.status, revoked.body.revokedBy]).toEqual([
      200,
      'revoked',
      'ops',
    ]);
    expect((await call(secret)).status).toBe(401);
    expect((await call(rotated.body.secret)).status).toBe(401);
    expect((await admin(gateway, 'POST', '/ci/rotate', { key: 'k-ops' })).status).toBe(409);
  });

  it('lists keys page by page, and sets their end', async () => {
    const first = await admin(gateway, 'GET', '?limit=2', { key: 'k-ops' });
    expect(first.body.data).toHaveLength(2);
    const next = await admin(gateway, 'GET', `?limit=100&after=${first.body.next}`, {
      key: 'k-ops',
    });
    expect(next.body.next).toBeNull();
    const ids = [...first.body.data, ...next.body.data].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining(['late', 'ops', 'reader', 'seeded', 'tenant']));
    const { body } = await admin(gateway, 'POST', '', { key: 'k-ops', body: {} });
    const at = '2021-01-01T00:00:00Z';
    const ended = await admin(gateway, 'POST', `/${body.id}/expire`, {
      key: 'k-ops',
      body: { at },
    });
    expect([ended.status, ended.body.status]).toEqual([200, 'expired']);
    const refused = await call(body.secret);
    expect([refused.status, refused.body.error.message]).toEqual([
      401,
      'The API key expired at 2021-01-01T00:00:00.000Z.',
    ]);
  });

  it('takes the scopes of gateway.yaml', async () => {
    expect((await call('k-seeded', 'tier:cheap')).headers.get('x-llm-router-provider')).toBe('b');
    const { status, body } = await call('k-seeded', 'a/m');
    expect([status, body.error]).toEqual([
      403,
      expect.objectContaining({
        code: 'model_not_allowed',
        param: 'model',
        message: 'This key may not use "a/m". Allowed: b/*.',
      }),
    ]);
    expect((await call('k-late')).body.error.message).toContain('expired at 2020-01-01');
  });

  it('gives each part of /admin to keys with its right', async () => {
    const status = async (key: string, path: string) =>
      (await gateway.get(path, bearer(key))).status;
    expect(await status('k-reader', '/admin/ledger/usage')).toBe(200);
    expect(await status('k-reader', '/admin/targets')).toBe(403);
    expect(await status('k-reader', '/admin/keys')).toBe(403);
    expect(await status('k-seeded', '/admin/ledger/usage')).toBe(403);
    expect(await status('k-tenant', '/admin/keys')).toBe(200);
    expect(await status('k-ops', '/admin/targets')).toBe(200);
  });

  it('keeps a tenant’s administrator to the tenant, and to what it may do itself', async () => {
    const key = 'k-tenant';
    const { body } = await admin(gateway, 'POST', '', { key, body: { id: 'own' } });
    expect([body.scope.tenant, body.createdBy]).toEqual(['acme', 'tenant']);
    const listed = await admin(gateway, 'GET', '', { key });
    expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([
      'own',
      'seeded',
      'tenant',
    ]);
    expect((await admin(gateway, 'GET', '/ops', { key })).status).toBe(404);
    expect((await admin(gateway, 'POST', '/ops/rotate', { key })).status).toBe(404);
    const grant = await admin(gateway, 'POST', '', { key, body: { scope: { rights: ['*'] } } });
    expect([grant.status, grant.body.error.code]).toEqual([403, 'permission_denied']);
  });

  it.each([
    [{ idd: 'x' }, 'There is no field "idd". Legal: id, name, scope, expiresAt.'],
    [
      { expiresAt: 'soon' },
      'expiresAt: "soon" is not legal. Legal: a time, e.g. 2027-01-31T00:00:00Z.',
    ],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'a point in time to come'],
    [
      { scope: { budget: { usd: 5 } } },
      'scope.budget.usd: 5 is not legal. Legal: US dollars as a decimal text',
    ],
    [{ id: '../x' }, 'id: Legal: 1 to 100 letters'],
    [[], 'An object is needed'],
  ])('says what is wrong with %j', async (body, message) => {
    const refused = await admin(gateway, 'POST', '', { key: 'k-ops', body });
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });

  it('describes it all at /docs', async () => {
    const { body } = await gateway.get('/docs-json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/admin/keys', '/admin/keys/{id}', '/admin/keys/{id}/rotate']),
    );
  });
});

describe('without keys', () => {
  it('is open until the first key is made on this machine, which has to be able to make more', async () => {
    const gateway = await RunningGateway.start();
    try {
      expect((await gateway.get('/v1/models')).status).toBe(200);
      const useless = await admin(gateway, 'POST', '', { body: { id: 'first' } });
      expect([useless.status, useless.body.error.param]).toEqual([400, 'scope.rights']);
      const stranger = await fetch(`${gateway.url}/admin/keys`, {
        headers: { 'x-forwarded-for': '203.0.113.9' },
      });
      expect(stranger.status).toBe(403);
      const { body } = await admin(gateway, 'POST', '', { body: { scope: { rights: ['*'] } } });
      expect((await gateway.get('/v1/models')).status).toBe(401);
      expect((await gateway.get('/v1/models', bearer(body.secret))).status).toBe(200);
      await admin(gateway, 'DELETE', `/${body.id}`, { key: body.secret });
      expect((await gateway.get('/v1/models')).status).toBe(401);
    } finally {
      await gateway.stop();
    }
  });
});
