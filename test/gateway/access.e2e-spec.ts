import { createHash } from 'node:crypto';
import OpenAI from 'openai';
import { hello, RunningGateway } from './running-gateway.js';

const ask = { model: 'tier:cheap', ...hello };
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('with keys', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      config: {
        keys: [
          { id: 'search', key: 'k-search', tenant: 'acme', tags: { team: 'search' } },
          { id: 'digest', sha256: createHash('sha256').update('k-digest').digest('hex') },
        ],
        limits: { requestsPerMinute: 3 },
      },
      env: { LLM_ROUTER_ADMIN_KEYS: 'ops:k-ops' },
    });
  });
  afterAll(() => gateway?.stop());

  it.each([
    ['none', {}],
    ['a wrong one', bearer('k-searc')],
    ['another scheme', { authorization: 'Basic k-search' }],
  ])("refuses a call with %s, in OpenAI's words", async (_name, headers) => {
    for (const path of ['/v1/chat/completions', '/demo/summarise']) {
      const { status, body } = await gateway.post(path, JSON.stringify(ask), headers);
      expect(status).toBe(401);
      expect(body.error).toMatchObject({ type: 'authentication_error', code: 'invalid_api_key' });
      expect(body.error.message).not.toContain('k-searc');
    }
    expect((await gateway.get('/admin/ledger/requests', headers)).status).toBe(401);
  });

  it('lets a holder in, and writes down who it was', async () => {
    await gateway.openai({ apiKey: 'k-search' }).chat.completions.create(ask);
    const { body } = await gateway.get('/admin/ledger/requests', bearer('k-ops'));
    expect(body.data[0]).toMatchObject({
      keyId: 'search',
      tenant: 'acme',
      tags: { team: 'search' },
      door: 'http:chat-completions',
      status: 'succeeded',
    });
    expect(JSON.stringify(body)).not.toContain('k-search');
  });

  it('takes x-api-key too, and keys that are configured by their digest', async () => {
    const answer = await gateway.get('/v1/models', { 'x-api-key': 'k-digest' });
    expect(answer.status).toBe(200);
  });

  it('shows the ledger to admin keys only', async () => {
    const { status, body } = await gateway.get('/admin/ledger/usage', bearer('k-digest'));
    expect([status, body.error.code]).toEqual([403, 'permission_denied']);
  });

  it('limits each key by itself, but not health', async () => {
    const client = gateway.openai({ apiKey: 'k-search' });
    let error: unknown;
    for (let call = 0; call < 4 && !error; call++) {
      await client.models.list().catch((reason: unknown) => (error = reason));
    }
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    const { headers } = error as InstanceType<typeof OpenAI.APIError>;
    expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0);
    const answers = [
      await gateway.get('/v1/models', bearer('k-ops')),
      ...(await Promise.all([1, 2, 3, 4].map(() => gateway.get('/health/live')))),
    ];
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('without keys', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway?.stop());

  it('shows the ledger on this machine', async () => {
    expect((await gateway.get('/admin/ledger/requests')).status).toBe(200);
  });

  it('does not show it to strangers behind a proxy on this machine', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const { status, body } = await gateway.get('/admin/ledger/requests', headers);
    expect(status).toBe(403);
    expect(body.error.message).toContain('admin: true');
  });
});

it('tells callers apart by what a trusted proxy says, and no further', async () => {
  const gateway = await RunningGateway.start({
    config: { server: { trustedProxies: 1 }, limits: { requestsPerMinute: 1 } },
  });
  try {
    const statusFor = async (path: string, forwarded: string) =>
      (await gateway.get(path, { 'x-forwarded-for': forwarded })).status;
    expect(await statusFor('/v1/models', '203.0.113.1')).toBe(200);
    expect(await statusFor('/v1/models', '203.0.113.2')).toBe(200);
    expect(await statusFor('/v1/models', '198.51.100.7, 203.0.113.1')).toBe(429);
    expect(await statusFor('/admin/ledger/requests', '127.0.0.1')).toBe(403);
  } finally {
    await gateway.stop();
  }
});
