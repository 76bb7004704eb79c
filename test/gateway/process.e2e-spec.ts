import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedProvider } from 'simulated-provider';
import { GatewayProcess } from './gateway-process.js';
import { RunningGateway, hello } from './running-gateway.js';

let directory: string;
let upstream: SimulatedProvider;

beforeAll(async () => {
  GatewayProcess.check();
  upstream = await SimulatedProvider.start();
});
afterAll(() => upstream?.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gateway-process-'));
});
afterEach(() => {
  upstream.reset();
  rmSync(directory, { recursive: true });
});

const config = (server: object = {}) => ({
  server,
  providers: [{ type: 'openai-compatible', id: 'up', baseUrl: `${upstream.url}/v1` }],
});

/** Begins a stream; resolves once its first content is here, with a promise of the whole text. */
async function beginStream(url: string): Promise<{ rest: Promise<string> }> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'up/m', stream: true, ...hello }),
  });
  return { rest: response.text() };
}

/** What the ledger on the disk says, asked through another gateway. */
async function ledger(): Promise<{ status: string }[]> {
  const gateway = await RunningGateway.start({
    env: { DATABASE_URL: join(directory, 'llm-router.sqlite') },
  });
  try {
    return (await gateway.get('/admin/ledger/requests')).body.data;
  } finally {
    await gateway.stop();
  }
}

it('finishes the calls under way after SIGTERM, writes them down, and exits with 0', async () => {
  upstream.behave({ parts: 30, dripMs: 10 });
  const gateway = new GatewayProcess(directory, config());
  const { rest } = await beginStream(await gateway.listening());
  gateway.terminate();
  expect(await rest).toContain('data: [DONE]');
  expect([await gateway.exited, gateway.err]).toEqual([0, '']);
  expect(await ledger()).toMatchObject([{ status: 'succeeded' }]);
});

it('cuts off what does not finish in time, and still writes it down', async () => {
  upstream.behave({ parts: 30, dripMs: 100_000 });
  const gateway = new GatewayProcess(directory, config({ shutdownTimeout: '100ms' }));
  const { rest } = await beginStream(await gateway.listening());
  gateway.terminate();
  expect(await rest).toMatch(/"code":"shutting_down"\}\}\n\n$/);
  expect([await gateway.exited, gateway.err]).toEqual([0, '']);
  expect(await ledger()).toMatchObject([{ status: 'aborted', errorCode: 'shutting_down' }]);
});

it('stops at a wrong configuration with exit code 1 and words', async () => {
  const wrong = { ...config(), server: { prot: 80 } };
  const gateway = new GatewayProcess(directory, wrong, { HOST: ' ', PORT: 'eighty' });
  expect(await gateway.exited).toBe(1);
  expect(gateway.out).toBe('');
  expect(gateway.err).toBe(`The gateway cannot start: 2 problems in its configuration.

gateway.yaml
  server.prot: there is no such setting. Did you mean port? Legal: host, port, bodyLimit, requestTimeout, trustedProxies, shutdownTimeout.

environment
  PORT: "eighty" is not legal. Legal: a whole number, from 0 to 65535.
`);
});

it.each([
  ['a name that stands for nothing', { tiers: { cheap: ['up/m', 'nobody/m'] } }, {}],
  ['a database that is not there', {}, { DATABASE_URL: 'postgres://127.0.0.1:1/x' }],
  ['an address that is not here', {}, { HOST: '203.0.113.1' }],
])('explains %s without a stack trace', async (_name, more, env) => {
  const gateway = new GatewayProcess(directory, { ...config(), ...more }, env);
  expect(await gateway.exited).toBe(1);
  expect(gateway.err).toMatch(/^The gateway cannot /);
  expect(gateway.out + gateway.err).not.toMatch(/^ +at |Error:/m);
});
