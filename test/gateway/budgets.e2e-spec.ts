import { RunningGateway, simulated } from './running-gateway.js';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('budgets of the gateway', () => {
  let gateway: RunningGateway;
  let upstream: Awaited<ReturnType<typeof simulated<'a' | 'b'>>>;
  beforeAll(async () => {
    upstream = await simulated('a', 'b');
    gateway = await RunningGateway.start({
      config: {
        providers: upstream.providers,
        tiers: { premium: ['a/m'], cheap: ['b/m'] },
        budgets: [
          { name: 'team-day', by: 'team', window: 'day', limits: { requests: 2 } },
          {
            name: 'premium-user',
            by: 'user',
            only: ['spender'],
            window: 'month',
            limits: { usd: '0.0001' },
            atLimit: { downTo: 'tier:cheap' },
          },
        ],
        keys: [
          { id: 'search', key: 'k-search', team: 'search' },
          { id: 'poor', key: 'k-poor', budget: { usd: '0.000001', window: 'day' } },
          { id: 'rich', key: 'k-rich', budget: { usd: '5', window: 'month' } },
          { id: 'slow', key: 'k-slow', requestsPerMinute: 1 },
          { id: 'reader', key: 'k-reader', rights: ['ledger:read'] },
        ],
      },
    });
  });
  afterAll(async () => {
    await gateway?.stop();
    await upstream?.stop();
  });

  const call = (key: string, more: object = {}) =>
    gateway.post(
      '/v1/chat/completions',
      JSON.stringify({
        model: 'tier:premium',
        messages: [{ role: 'user', content: 'Hello' }],
        max_tokens: 20,
        ...more,
      }),
      bearer(key),
    );
  const look = (path = '', key = 'k-reader') => gateway.get(`/admin/budgets${path}`, bearer(key));

  it('refuse with 429 insufficient_quota and Retry-After, and are shown', async () => {
    expect((await call('k-search')).status).toBe(200);
    expect((await call('k-search')).status).toBe(200);
    const { status, headers, body } = await call('k-search');
    expect([status, body.error.code]).toEqual([429, 'insufficient_quota']);
    expect(body.error.message).toContain('The budget "team-day" of "search" has no room');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const shown = await look('/team-day');
    const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/);
    expect(shown.body).toEqual({
      data: [
        {
          ...{
            budget: 'team-day',
            subject: 'search',
            tenant: null,
            by: 'team',
            measure: 'requests',
          },
          ...{ window: 'day', startsAt: date, resetsAt: date },
          ...{ limit: 2, slack: 0, spent: 2, expected: 0, reserved: 0, remaining: 0 },
        },
      ],
    });
  });

  it('of keys hold, and are shown beside the others', async () => {
    const { status, body } = await call('k-poor');
    expect([status, body.error.code]).toEqual([429, 'insufficient_quota']);
    expect(body.error.message).toContain('"key:usd" of "poor"');
    expect((await call('k-slow')).status).toBe(200);
    expect((await call('k-slow')).status).toBe(429);
    expect((await call('k-rich')).status).toBe(200);
    const { body: listed } = await look('?subject=rich');
    const spent = expect.stringMatching(/^0\.0000\d+$/);
    expect(listed.data).toMatchObject([{ budget: 'key:usd', by: 'key', limit: '5', spent }]);
    expect((await look('/premium-user')).body.data).toMatchObject([
      { subject: 'spender', measure: 'usd', limit: '0.0001', spent: '0', remaining: '0.0001' },
    ]);
  });

  it('are not shown to everybody, and explain what is wrong with a question', async () => {
    expect((await look('', 'k-search')).status).toBe(403);
    const unknown = await look('/nothing');
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.message).toBe(
      'There is no budget "nothing". There are: team-day, premium-user, key:requests, key:tokens, key:usd.',
    );
    const { status, body } = await look('?limits=3');
    expect([status, body.error.message]).toEqual([
      400,
      'There is no parameter "limits". Legal: subject, tenant, limit.',
    ]);
    expect((await look('?limit=0')).status).toBe(400);
  });
});

it.each([
  [
    { name: 'x', by: 'teams', window: 'day', limits: { usd: 1 } },
    'budgets[0].by: "teams" is not legal. Did you mean team? Legal: one of all, key, team, tenant, user, provider, model, or tag:<name>.',
  ],
  [
    { name: 'x', by: 'all', window: 'fortnight', limits: { usd: 1 } },
    'budgets[0].window: "fortnight" is not legal.',
  ],
  [
    { name: 'x', by: 'all', window: 'day', limits: { usd: 1 }, atLimit: { downTo: 'tier:none' } },
    'atLimit.downTo of x: The model "tier:none" does not exist here.',
  ],
])('a wrong budget stops the gateway with its place: %j', async (budget, message) => {
  const started = RunningGateway.start({ config: { budgets: [budget] } });
  await expect(started).rejects.toThrow(message);
});
