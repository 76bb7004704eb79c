import OpenAI from 'openai';
import { hello, RunningGateway, simulated } from './running-gateway.js';
import { until } from '../support/until.js';

let gateway: RunningGateway;
let sim: Awaited<ReturnType<typeof simulated<'first' | 'second'>>>;

beforeAll(async () => {
  sim = await simulated('first', 'second');
  gateway = await RunningGateway.start({
    config: {
      providers: sim.providers,
      tiers: { cheap: ['first/m', 'second/m'] },
      routing: { strategy: 'priority' },
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

const ask = { model: 'tier:cheap', ...hello };

it('completes', async () => {
  sim.upstreams.first.behave({ text: 'Good day.', promptTokens: 7, completionTokens: 3 });
  const { data, response } = await gateway.openai().chat.completions.create(ask).withResponse();
  expect(data.choices[0]?.message).toMatchObject({ role: 'assistant', content: 'Good day.' });
  expect(data.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 });
  expect(response.headers.get('x-llm-router-model')).toBe('first/m');
});

it('streams, with usage at the end', async () => {
  sim.upstreams.first.behave({ text: 'One two three four.', completionTokens: 4 });
  const stream = await gateway.openai().chat.completions.create({
    ...ask,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    usage = chunk.usage ?? usage;
  }
  expect(text).toBe('One two three four.');
  expect(usage?.completion_tokens).toBe(4);
});

it('passes tool calls on, as JSON and in a stream', async () => {
  const call = { name: 'weather', arguments: '{"city":"Oslo"}' };
  sim.upstreams.first.behave({ toolCalls: [call] });
  const withTools = {
    ...ask,
    tools: [{ type: 'function' as const, function: { name: 'weather', parameters: {} } }],
  };
  const client = gateway.openai();
  const { choices } = await client.chat.completions.create(withTools);
  expect(choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: { tool_calls: [{ type: 'function', function: call }] },
  });
  const streamed = await client.chat.completions.stream(withTools).finalChatCompletion();
  expect(streamed.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: call });
});

it('asks the next model where one fails, streaming or not', async () => {
  sim.upstreams.first.behave({ status: 503 });
  sim.upstreams.second.behave({ text: 'Second here.' });
  const { choices } = await gateway.openai().chat.completions.create(ask);
  const streamed = await gateway.openai().chat.completions.stream(ask).finalContent();
  expect([choices[0]?.message.content, streamed]).toEqual(['Second here.', 'Second here.']);
});

it('ends the upstream call when the client aborts, and says so in the ledger', async () => {
  const { first } = sim.upstreams;
  first.behave({ parts: 1_000, dripMs: 20 });
  const stream = await gateway.openai().chat.completions.create({ ...ask, stream: true });
  for await (const _chunk of stream) break;
  const newest = async () => (await gateway.get('/admin/ledger/requests?limit=1')).body.data[0];
  await until(async () => (await newest())?.status === 'aborted');
  expect(await newest()).toMatchObject({ delivery: 'stream', provider: 'first' });
});

describe("failures arrive as the client's own error classes", () => {
  const failure = (body: object = {}): Promise<InstanceType<typeof OpenAI.APIError>> =>
    gateway
      .openai({ maxRetries: 2 })
      .chat.completions.create({ ...ask, ...body })
      .then(
        () => Promise.reject(new Error('The call succeeded.')),
        (error: InstanceType<typeof OpenAI.APIError>) => error,
      );

  it('unknown model: 404 with near names', async () => {
    const error = await failure({ model: 'tier:cheep' });
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(error.message).toContain('tier:cheap');
  });

  it('illegal field: 400 with its name', async () => {
    const error = await failure({ temperature: 3 });
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error.param).toBe('temperature');
  });

  it('every provider is down: 503 with Retry-After, and the client does not start all over', async () => {
    for (const it of Object.values(sim.upstreams)) it.behave({ status: 500 });
    const error = await failure();
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect(error).toMatchObject({ status: 503, code: 'attempts_exhausted' });
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
    expect(sim.upstreams.first.requests).toHaveLength(1);
  });

  it('a stream that breaks off: an error, not a short answer', async () => {
    sim.upstreams.first.behave({ cutAfterParts: 2, parts: 10 });
    const reading = gateway.openai().chat.completions.stream(ask).finalContent();
    await expect(reading).rejects.toBeInstanceOf(OpenAI.OpenAIError);
  });

  // Last, since those who limit are left alone for as long as they asked.
  it('every provider limits: 429', async () => {
    for (const it of Object.values(sim.upstreams)) it.behave({ status: 429, retryAfter: 7 });
    const error = await failure();
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });
});

it('lists models, tiers and aliases', async () => {
  const { data } = await gateway.openai().models.list();
  expect(data.map((it) => it.id)).toEqual(['first/m', 'second/m', 'tier:cheap']);
  expect(await gateway.openai().models.retrieve('first/m')).toMatchObject({ owned_by: 'first' });
});
