import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedProvider } from 'simulated-provider';
import { hello, RunningGateway } from './running-gateway.js';

let directory: string;
let upstream: SimulatedProvider;

beforeAll(async () => {
  upstream = await SimulatedProvider.start();
  directory = mkdtempSync(join(tmpdir(), 'gateway-provider-keys-'));
  writeFileSync(join(directory, 'key'), 'from-a-file\n');
  process.env['GATEWAY_E2E_KEY'] = 'from-the-environment';
});
afterAll(async () => {
  delete process.env['GATEWAY_E2E_KEY'];
  rmSync(directory, { recursive: true });
  await upstream?.close();
});

const start = (apiKey: unknown) =>
  RunningGateway.start({
    config: {
      providers: [{ type: 'openai', apiKey, baseUrl: `${upstream.url}/v1`, models: ['m'] }],
    },
  });

it.each([
  ['a text', () => 'as-text', ['as-text']],
  ['a list', () => [{ key: 'one', alias: 'first' }, { key: 'two' }], ['one', 'two']],
  ['a file', () => ({ file: join(directory, 'key') }), ['from-a-file']],
  ['a variable', () => ({ env: 'GATEWAY_E2E_KEY' }), ['from-the-environment']],
])('asks the provider with the key of %s', async (_name, apiKey, sent) => {
  upstream.reset();
  const gateway = await start(apiKey());
  try {
    const ask = { model: 'openai/m', ...hello };
    for (const _key of sent) await gateway.openai().chat.completions.create(ask);
    const received = upstream.requests.map(({ headers }) => headers['authorization']);
    expect(received.sort()).toEqual(sent.map((key) => `Bearer ${key}`));
  } finally {
    await gateway.stop();
  }
});

it.each([
  ['a file that is not there', { file: '/nowhere/key' }, '/nowhere/key cannot be read'],
  ['a variable that is not set', { env: 'GATEWAY_E2E_NO_KEY' }, 'GATEWAY_E2E_NO_KEY is not set'],
])('does not start with %s', async (_name, apiKey, words) => {
  await expect(start(apiKey)).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining(words),
  });
});
