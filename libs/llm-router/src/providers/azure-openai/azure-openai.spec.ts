import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { delta, DOCUMENT, stream } from '../openai-chat/wire.fixture.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { type AzureOpenAiOptions, azureOpenai } from './azure-openai.js';

const call = (delivery: 'document' | 'stream' = 'document') =>
  providerCall({}, delivery, { upstreamModel: 'gpt-4.1' });

let server: ReplayServer;
let adapter: ProviderAdapter;

beforeEach(async () => {
  server = await ReplayServer.start();
});

afterEach(async () => {
  await adapter.close?.();
  await server.stop();
});

function azure(options: Partial<AzureOpenAiOptions> = {}): ProviderAdapter {
  adapter = azureOpenai({
    endpoint: server.url,
    apiKey: 'azure-key-0123456789',
    deployments: { 'gpt-4.1': 'prod-gpt41' },
    ...options,
  });
  return adapter;
}

it.each([
  ['2024-10-21', '/openai/deployments/prod-gpt41/chat/completions?api-version=2024-10-21'],
  ['v1', '/openai/v1/chat/completions'],
])('asks the deployment of the model: %s', async (apiVersion, url) => {
  server.replaysJson(DOCUMENT, 200, { 'apim-request-id': 'apim-1' });
  const { upstreamRequestId } = await azure({ apiVersion }).open(call());
  expect(upstreamRequestId).toBe('apim-1');
  expect(server.requests[0]).toMatchObject({ url, headers: { 'api-key': 'azure-key-0123456789' } });
  expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ model: 'prod-gpt41' });
});

it('offers the models that have a deployment, with their facts', () => {
  const models = [{ id: 'gpt-4.1', contextWindow: 9 }];
  const deployments = { 'gpt-4.1': 'a', 'o3-mini': 'b' };
  expect(azure({ models, deployments })).toMatchObject({
    id: 'azure',
    priceBookId: 'azure',
    openEnded: false,
    models: [{ id: 'gpt-4.1', contextWindow: 9 }, { id: 'o3-mini' }],
  });
  expect(adapter.unsupportedParameters?.({ messages: [], temperature: 0 }, 'o3-mini')).toEqual([
    'temperature',
  ]);
});

it('probes the resource, and lists nothing', async () => {
  server.replaysJson({ data: [{ id: 'gpt-4.1' }] });
  const { probe, listModels } = azure({ apiVersion: '2024-10-21' });
  await probe?.(new AbortController().signal);
  expect(server.requests[0]?.url).toBe('/openai/models?api-version=2024-10-21');
  expect(listModels).toBeUndefined();
});

it('knows what the content filter says of a prompt', async () => {
  // Microsoft's page "Content filtering", "Content filtering examples".
  server.replaysJson(
    {
      error: {
        message: 'The response was filtered',
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: {} },
      },
    },
    400,
  );
  const { error } = await collect(azure(), call());
  expect(error).toMatchObject({ code: 'content_filtered', upstreamStatus: 400 });
});

it('begins after the results of the prompt’s filter', async () => {
  const filter = { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] };
  server.replaysStream(
    stream(JSON.stringify(filter), delta({ content: 'Hi' }), delta({}, 'content_filter'), '[DONE]'),
  );
  const { chunks, error } = await collect(azure(), call('stream'));
  expect(error).toBeUndefined();
  expect(partsOf(chunks)).toMatchObject([
    { type: 'metadata', id: 'chatcmpl-123' },
    { type: 'text', text: 'Hi' },
    { type: 'finish', reason: 'content_filter' },
  ]);
});

it('knows a deployment that is gone', async () => {
  const body = {
    error: { code: 'DeploymentNotFound', message: 'The API deployment does not exist.' },
  };
  server.replaysJson(body, 404);
  expect((await collect(azure(), call())).error).toMatchObject({ code: 'model_gone' });
});

it.each<[string, Partial<AzureOpenAiOptions>, string]>([
  ['no deployment', { deployments: {} }, 'deployments is empty'],
  ['a deployment with a slash', { deployments: { m: '../x' } }, 'gives "m" no name'],
  ['a version that is none', { apiVersion: 'latest' }, 'apiVersion is "latest"'],
  ['facts of a stranger', { models: [{ id: 'x' }] }, 'models names "x"'],
  ['no endpoint', { endpoint: 'x' }, 'endpoint is not a URL'],
])('refuses %s', (_name, options, message) => {
  azure();
  expect(() => azure(options)).toThrow(message);
});
