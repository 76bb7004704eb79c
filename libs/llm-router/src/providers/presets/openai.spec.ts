import { providerCall } from '../adapter-calls.fixture.js';
import { DOCUMENT } from '../openai-chat/wire.fixture.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { openai } from './openai.js';

let server: ReplayServer;

beforeEach(async () => {
  server = await ReplayServer.start();
  server.replaysJson(DOCUMENT);
});

afterEach(() => server.stop());

it.each([
  [undefined, 'gpt-5-pro', '/v1/responses'],
  [undefined, 'gpt-4.1', '/v1/chat/completions'],
  ['always', 'gpt-4.1', '/v1/responses'],
  ['never', 'gpt-5-pro', '/v1/chat/completions'],
] as const)('with responses: %s asks %s at %s', async (responses, upstreamModel, url) => {
  const adapter = openai({
    apiKey: 'sk-acme',
    baseUrl: `${server.url}/v1`,
    ...(responses === undefined ? {} : { responses }),
  });
  await adapter.open(providerCall({}, 'document', { upstreamModel }));
  expect(server.requests[0]?.url).toBe(url);
  const request = { messages: [], stop: 'x' };
  expect(adapter.unsupportedParameters?.(request, upstreamModel)).toEqual(
    url === '/v1/responses' ? ['stop'] : [],
  );
  await adapter.close?.();
});

it('takes both APIs for one provider, with one set of keys', async () => {
  const adapter = openai({ apiKey: 'sk-acme', baseUrl: `${server.url}/v1` });
  expect(adapter.capabilities).toMatchObject({ reasoningSignatures: true, embeddings: true });
  server.replaysJson({ data: [{ id: 'gpt-4.1' }] });
  const { signal } = new AbortController();
  expect(await adapter.listModels?.(signal)).toEqual(['gpt-4.1']);
  await adapter.probe?.(signal);
  server.replaysJson({ data: [{ index: 0, embedding: [1] }] });
  const call = { id: 'c', upstreamModel: 'e', request: { input: 'a' }, signal };
  expect(await adapter.embed?.({ ...call, connectTimeoutMs: 1_000 })).toMatchObject({
    vectors: [[1]],
  });
  await adapter.close?.();
});
