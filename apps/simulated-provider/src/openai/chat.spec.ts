import { SimulatedProvider } from '../simulated-provider.js';
import { eventsOf } from '../testing/events.js';
import { chatBody, post, postChat } from '../testing/post.js';
import type { Parsed } from '../testing/parsed.js';
import { countTokens } from '../token-count.js';

const WEATHER_TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['c', 'f'] } },
      required: ['city'],
    },
  },
};
const WEATHER_ARGUMENTS = { city: 'simulated city', unit: 'c' };

let provider: SimulatedProvider;
beforeAll(async () => (provider = await SimulatedProvider.start()));
afterEach(() => provider.reset());
afterAll(() => provider.close());

const json = async (content: string, more: object = {}): Promise<Parsed> =>
  (await post(provider, '/v1/chat/completions', chatBody('sim-fast', content, more))).json();
const stream = async (content: string, more: object = {}): Promise<Parsed[]> => {
  const body = chatBody('sim-fast', content, { stream: true, ...more });
  const response = await post(provider, '/v1/chat/completions', body);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events = eventsOf(await response.text());
  expect(events.at(-1)?.data).toBe('[DONE]');
  return events.slice(0, -1).map(({ data }) => JSON.parse(data));
};

describe('chat completions as JSON', () => {
  it('echoes the last user message and counts tokens', async () => {
    const response = await postChat(provider, 'sim-fast');
    const body: Parsed = await response.json();
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('10000');
    expect(body).toMatchObject({ object: 'chat.completion', model: 'sim-fast' });
    const text = 'Simulated answer to: hello';
    expect(body.choices[0].message).toMatchObject({ role: 'assistant', content: text });
    expect(body.choices[0].finish_reason).toBe('stop');
    expect(body.usage).toMatchObject({
      prompt_tokens: countTokens('hello'),
      completion_tokens: countTokens(text),
      total_tokens: countTokens('hello') + countTokens(text),
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    });
    expect(provider.stats()['sim-fast']).toEqual({
      calls: 1,
      reports: 1,
      promptTokens: countTokens('hello'),
      completionTokens: countTokens(text),
      cachedTokens: 0,
      reasoningTokens: 0,
    });
  });

  it('is the same for the same request, ids apart', async () => {
    const [one, other] = [await json('again'), await json('again')];
    expect({ ...one, id: 0, created: 0 }).toEqual({ ...other, id: 0, created: 0 });
    expect(one.id).not.toBe(other.id);
  });

  it('keeps to token limits, stop sequences and the number of choices', async () => {
    const limited = await json('hello', { max_completion_tokens: 2 });
    expect(limited.choices[0]).toMatchObject({
      message: { content: 'Simulate' },
      finish_reason: 'length',
    });
    const stopped = await json('hello', { stop: ' answer' });
    expect(stopped.choices[0]).toMatchObject({
      message: { content: 'Simulated' },
      finish_reason: 'stop',
    });
    const three = await json('hello', { n: 3 });
    expect(three.choices.map((choice: Parsed) => choice.message.content)).toEqual([
      'Simulated answer to: hello',
      'Simulated answer to: hello (choice 2)',
      'Simulated answer to: hello (choice 3)',
    ]);
  });

  it.each([
    ['its name is mentioned', 'call get_weather now', {}],
    ['the user says so', 'please use the tool', {}],
    ['it is required', 'hello', { tool_choice: 'required' }],
    [
      'it is forced',
      'hello',
      { tool_choice: { type: 'function', function: WEATHER_TOOL.function } },
    ],
  ])('calls a tool when %s', async (_why, content, more) => {
    const [choice] = (await json(content, { tools: [WEATHER_TOOL], ...more })).choices;
    expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } });
    const [call] = choice.message.tool_calls;
    expect(call).toMatchObject({ type: 'function', function: { name: 'get_weather' } });
    expect(JSON.parse(call.function.arguments)).toEqual(WEATHER_ARGUMENTS);
  });

  it('answers in words without a reason to call, and after a result', async () => {
    const plain = await json('get_weather?', { tools: [WEATHER_TOOL], tool_choice: 'none' });
    expect(plain.choices[0].finish_reason).toBe('stop');
    const messages = [
      { role: 'user', content: 'use the tool' },
      { role: 'tool', tool_call_id: 'x', content: 'sunny' },
    ];
    const after = await json('', { messages, tools: [WEATHER_TOOL] });
    expect(after.choices[0].message.content).toBe(
      "Simulated answer using the tool's result: sunny",
    );
  });

  it('answers in JSON when that is wanted', async () => {
    const object = await json('hello', { response_format: { type: 'json_object' } });
    expect(JSON.parse(object.choices[0].message.content)).toEqual({
      answer: 'Simulated answer to: hello',
    });
    const schema = WEATHER_TOOL.function.parameters;
    const format = { type: 'json_schema', json_schema: { name: 'weather', schema } };
    const fitted = await json('hello', { response_format: format });
    expect(JSON.parse(fitted.choices[0].message.content)).toEqual(WEATHER_ARGUMENTS);
  });

  it('takes image parts, and counts reasoning when asked to think', async () => {
    const content = [
      { type: 'text', text: 'look' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
    ];
    const seen = await json('', { messages: [{ role: 'user', content }], reasoning_effort: 'low' });
    expect(seen.choices[0].message.content).toBe('Simulated answer to: look');
    expect(seen.usage.prompt_tokens).toBe(countTokens('look') + 85);
    const { reasoning_tokens: thought } = seen.usage.completion_tokens_details;
    expect(thought).toBeGreaterThan(0);
    expect(provider.stats()['sim-fast']?.reasoningTokens).toBe(thought);
  });
});

describe('chat completions as a stream', () => {
  it('says the same in chunks, usage last when asked for', async () => {
    const chunks = await stream('hello', { stream_options: { include_usage: true } });
    expect(chunks[0].choices[0].delta).toMatchObject({ role: 'assistant', content: '' });
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toBe('Simulated answer to: hello');
    expect(chunks.at(-2).choices[0].finish_reason).toBe('stop');
    expect(chunks.at(-2).usage).toBeNull();
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2 } });
    expect(provider.stats()['sim-fast']?.promptTokens).toBe(2);
  });

  it('reports no usage unasked', async () => {
    const chunks = await stream('hello');
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
    expect(provider.stats()['sim-fast']).toMatchObject({ calls: 1, promptTokens: 0 });
  });

  it('streams tool arguments in pieces', async () => {
    const chunks = await stream('use the tool', { tools: [WEATHER_TOOL] });
    const deltas = chunks.flatMap((chunk) => chunk.choices[0].delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ index: 0, type: 'function', function: { arguments: '' } });
    expect(deltas.length).toBeGreaterThan(3);
    const text = deltas.map((delta) => delta.function.arguments).join('');
    expect(JSON.parse(text)).toEqual(WEATHER_ARGUMENTS);
    expect(chunks.at(-1).choices[0].finish_reason).toBe('tool_calls');
  });

  it('streams exactly as many parts as ordered', async () => {
    const chunks = await stream('hello', { model: 'parts-100', max_tokens: 5 });
    expect(chunks.filter((chunk) => chunk.choices[0].delta.content)).toHaveLength(100);
  });
});
