import Anthropic from '@anthropic-ai/sdk';
import { RunningGateway, simulated } from './running-gateway.js';

let gateway: RunningGateway;
let sim: Awaited<ReturnType<typeof simulated<'first' | 'second'>>>;

beforeAll(async () => {
  sim = await simulated('first', 'second');
  gateway = await RunningGateway.start({
    config: {
      providers: sim.providers,
      tiers: { cheap: ['first/m', 'second/m'] },
      routing: { strategy: 'priority' },
      keys: [{ id: 'search', key: 'k-search', admin: true }],
      breaker: false,
      retries: { baseDelay: 1, perTarget: 1 },
    },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await sim?.stop();
});
afterEach(() => Object.values(sim.upstreams).forEach((it) => it.reset()));

const ask = {
  model: 'tier:cheap',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Hello' }],
};
/** Anthropic's own client, which sends its key as `x-api-key`, and an `authToken` as a bearer. */
const client = (credential: { apiKey?: string; authToken?: string }) =>
  new Anthropic({
    apiKey: null,
    authToken: null,
    ...credential,
    baseURL: gateway.url,
    maxRetries: 0,
  });

it.each([
  ['x-api-key', { apiKey: 'k-search' }],
  ['a bearer', { authToken: 'k-search' }],
])('answers a key that comes as %s, and writes down whose it is', async (_name, credential) => {
  sim.upstreams.first.behave({ text: 'Good day.', promptTokens: 7, completionTokens: 3 });
  const message = await client(credential).messages.create(ask);
  expect(message).toMatchObject({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'Good day.' }],
    usage: { input_tokens: 7, output_tokens: 3 },
  });
  const { body } = await gateway.get('/admin/ledger/requests', { 'x-api-key': 'k-search' });
  expect(body.data[0]).toMatchObject({ keyId: 'search', door: 'http:messages', provider: 'first' });
});

it('streams, and counts tokens', async () => {
  sim.upstreams.first.behave({ text: 'One two three.' });
  const { messages } = client({ apiKey: 'k-search' });
  expect(await messages.stream(ask).finalText()).toBe('One two three.');
  const { max_tokens: _limit, ...prompt } = ask;
  expect((await messages.countTokens(prompt)).input_tokens).toBeGreaterThan(0);
});

it.each([
  ['a wrong key', { apiKey: 'k-searc' }, 'The API key is not valid here.'],
  ['an empty key', { apiKey: '' }, 'No API key was sent.'],
])("refuses %s in Anthropic's words", async (_name, credential, words) => {
  const error: unknown = await client(credential)
    .messages.create(ask)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
  const { error: body } = error as InstanceType<typeof Anthropic.APIError>;
  expect(body).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: expect.stringContaining(words) },
    request_id: null,
  });
  expect(JSON.stringify(body)).not.toContain('k-searc');
  expect(sim.upstreams.first.requests).toHaveLength(0);
});

it("tells of a model that is not there in Anthropic's words", async () => {
  const { messages } = client({ apiKey: 'k-search' });
  await expect(messages.create({ ...ask, model: 'tier:cheep' })).rejects.toMatchObject({
    status: 404,
    error: { type: 'error', error: { type: 'not_found_error' } },
  });
});
