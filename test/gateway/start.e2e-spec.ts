import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer } from 'node:net';
import { explainStartFailure } from '../../apps/gateway/src/server/explain-start-failure.js';
import { greeting } from '../../apps/gateway/src/server/greeting.js';
import { scratchPostgres } from '../support/scratch-databases.js';
import { redisUrl } from '../support/services.js';
import { hello, RunningGateway, simulated } from './running-gateway.js';
import { until } from '../support/until.js';

async function using(
  setup: Parameters<typeof RunningGateway.start>[0],
  test: (gateway: RunningGateway) => Promise<void>,
): Promise<void> {
  const gateway = await RunningGateway.start(setup);
  try {
    await test(gateway);
  } finally {
    await gateway.stop();
  }
}

describe('without any configuration', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway?.stop());

  it('answers the call that it greets with', async () => {
    const text = greeting(gateway.app, gateway.url);
    const [, url = '', body = ''] = /curl (\S+) [^]*-d '([^']+)'/.exec(text) ?? [];
    expect(url).toBe(`${gateway.url}/v1/chat/completions`);
    const answer = await gateway.post(new URL(url).pathname, body);
    expect(answer.body.choices[0].message.content).toMatch(/\w/);
    expect(text).toContain('OPENAI_API_KEY=');
  });

  it.each(['sim-a/sim-fast', 'sim-b/sim-smart', 'sim-anthropic/sim-smart', 'tier:premium'])(
    'serves %s, at a made-up price',
    async (model) => {
      const { headers } = await gateway.post(
        '/v1/chat/completions',
        JSON.stringify({ model, ...hello }),
      );
      const { body } = await gateway.get(`/admin/ledger/requests/${headers.get('x-request-id')}`);
      expect(Number(body.costUsd)).toBeGreaterThan(0);
    },
  );

  it('summarises, from cache the second time', async () => {
    const body = JSON.stringify({ text: 'Write to ada@example.org about the engine.' });
    const first = await gateway.post('/demo/summarise', body);
    const second = await gateway.post('/demo/summarise', body);
    expect([first.body.cache, second.body.cache]).toEqual(['miss', 'hit']);
    expect(second.body.text).toBe(first.body.text);
    expect((await gateway.post('/demo/summarise', '{}')).status).toBe(400);
  });
});

it('puts real providers in front where the environment has their keys', () =>
  using({ env: { OPENAI_API_KEY: 'sk-none', ANTHROPIC_API_KEY: 'sk-none' } }, async (gateway) => {
    const ids = (await gateway.openai().models.list()).data.map((it) => it.id);
    expect(ids).toEqual(
      expect.arrayContaining(['openai/gpt-4.1', 'anthropic/claude-haiku-4-5', 'sim-a/sim-fast']),
    );
    expect(greeting(gateway.app, gateway.url)).not.toContain('simulated, and so');
  }));

it('warns where strangers may use it', async () => {
  const warning = 'no keys are configured';
  const env = { HOST: '0.0.0.0' };
  await using({ env }, async ({ app, url }) => expect(greeting(app, url)).toContain(warning));
  await using({ env: { ...env, LLM_ROUTER_KEYS: 'a:k' } }, async ({ app, url }) => {
    expect(greeting(app, url)).not.toContain(warning);
    expect(greeting(app, url)).toContain('authorization: Bearer $KEY');
  });
});

it('says that all providers are down, and is not ready then', async () => {
  const sim = await simulated('gone');
  await sim.stop();
  const config = { providers: sim.providers, tiers: { cheap: ['gone/m'] } };
  await using({ config }, async (gateway) => {
    const body = JSON.stringify({ model: 'tier:cheap', ...hello });
    const answer = await gateway.post('/v1/chat/completions', body);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await gateway.post('/v1/chat/completions', body);
    const { status, body: ready } = await gateway.get('/health/ready');
    expect([status, ready.details.database.status]).toEqual([503, 'up']);
  });
});

it('keeps its ledger in PostgreSQL', async () => {
  const database = await scratchPostgres();
  if (database === undefined || database.options.type !== 'postgres') return;
  try {
    await using({ env: { DATABASE_URL: database.options.url } }, async (gateway) => {
      await gateway.openai().chat.completions.create({ model: 'tier:cheap', ...hello });
      const { body } = await gateway.get('/admin/ledger/usage?groupBy=provider');
      expect(body.data).toMatchObject([
        { dimensions: { provider: expect.stringMatching(/^sim-/) }, requests: 1 },
      ]);
    });
  } finally {
    await database.drop();
  }
});

it('shares limits and replies with another gateway through Redis', async () => {
  const url = await redisUrl();
  if (url === undefined) return;
  const setup = {
    config: {
      redis: { url },
      limits: { requestsPerMinute: 2 },
      keys: [{ id: randomUUID(), key: 'shared' }],
    },
  };
  const body = JSON.stringify({ text: `Something new: ${randomUUID()}.` });
  const headers = { authorization: 'Bearer shared' };
  await using(setup, (one) =>
    using(setup, async (two) => {
      const first = await one.post('/demo/summarise', body, headers);
      const second = await two.post('/demo/summarise', body, headers);
      expect([first.body.cache, second.body.cache]).toEqual(['miss', 'hit']);
      expect((await one.post('/demo/summarise', body, headers)).status).toBe(429);
      expect((await one.get('/health')).body.details.redis).toMatchObject({ status: 'up' });
    }),
  );
});

it('works without its Redis, says so, and notices when it is back', async () => {
  const url = await redisUrl();
  if (url === undefined) return;
  const { hostname, port } = new URL(url);
  const relay = createServer((socket) => {
    const redis = connect(Number(port || 6379), hostname);
    socket.pipe(redis).pipe(socket);
    socket.on('close', () => redis.destroy()).on('error', () => undefined);
    redis.on('close', () => socket.destroy()).on('error', () => undefined);
  });
  const open = (at: number) =>
    new Promise<number>((resolve) =>
      relay.listen(at, '127.0.0.1', () => resolve((relay.address() as AddressInfo).port)),
    );
  const relayPort = await open(0);
  await new Promise((resolve) => relay.close(resolve));
  const env = { REDIS_URL: `redis://127.0.0.1:${relayPort}` };
  await using({ env, config: { limits: { requestsPerMinute: 1_000 } } }, async (gateway) => {
    const redis = async () => (await gateway.get('/health')).body.details.redis.status;
    const body = JSON.stringify({ text: `Anything: ${randomUUID()}.` });
    expect((await gateway.post('/demo/summarise', body)).status).toBe(200);
    expect((await gateway.get('/health/ready')).status).toBe(200);
    expect(await redis()).toBe('down');
    await open(relayPort);
    expect(await redis()).toBe('up');
    await until(async () => (await gateway.post('/demo/summarise', body)).body.cache === 'hit');
  });
  relay.close();
});

describe('does not start, and explains why', () => {
  const why = async (setup: Parameters<typeof RunningGateway.start>[0]): Promise<string> => {
    try {
      await (await RunningGateway.start(setup)).stop();
    } catch (error) {
      return explainStartFailure(error) ?? `unexplained: ${String(error)}`;
    }
    return 'It started.';
  };

  it('a mistake in the file', async () => {
    expect(await why({ config: { server: { prot: 1 } } })).toContain(
      'server.prot: there is no such setting. Did you mean port?',
    );
  });

  it('a tier that names nobody', async () => {
    expect(await why({ config: { tiers: { cheap: ['opnai/gpt-4.1'] } } })).toContain(
      'tiers.cheap[0]: no provider is called "opnai". Known: sim-a, sim-anthropic, sim-b.',
    );
  });

  it('a provider with an illegal id', async () => {
    const config = { providers: [{ type: 'simulated', id: 'No Good' }] };
    expect(await why({ config })).toMatch(/"No Good"[^]*Legal: lower case letters/);
  });

  it('a database that is not there', async () => {
    const env = { DATABASE_URL: 'postgres://root:hunter2@127.0.0.1:1/ledger' };
    const reason = await why({ env });
    expect(reason).toContain('postgres://127.0.0.1:1/ledger cannot be opened: ');
    expect(reason).not.toContain('hunter2');
  });

  it('a port that is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)),
    );
    const reason = await why({ env: { PORT: String(port) } });
    other.close();
    expect(reason).toContain(`cannot listen on 127.0.0.1:${port}: another process listens there`);
  });
});
