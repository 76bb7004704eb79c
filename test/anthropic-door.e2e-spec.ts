import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { anthropic, LlmHttpModule, LlmRouterModule, openai } from 'nestjs-llm-router';
import type { SimulatedProvider } from 'simulated-provider';
import { DoorApp } from './support/door-app.js';
import { createApp, listen, PLATFORMS } from './support/platforms.js';
import { until } from './support/until.js';

const hello: Anthropic.MessageParam[] = [{ role: 'user', content: 'Say something.' }];
const weather: Anthropic.Tool = {
  name: 'weather',
  description: 'The weather of a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe.each(PLATFORMS)("Anthropic's door on %s", (platform) => {
  let provider: SimulatedProvider;
  let doors: DoorApp;
  let url: string;
  let client: Anthropic;

  beforeAll(async () => {
    doors = await DoorApp.start(platform);
    provider = doors.provider;
    url = doors.url;
    client = new Anthropic({ apiKey: 'caller-key', baseURL: url, maxRetries: 0 });
  });

  afterAll(() => doors.close());

  beforeEach(() => doors.reset());

  const ask = (body: string | object, headers: Record<string, string> = {}, path = '') =>
    fetch(`${url}/v1/messages${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const received = () => provider.requests.at(-1)!;
  const textOf = ({ content }: Anthropic.Message) =>
    content.map((block) => (block.type === 'text' ? block.text : '')).join('');

  describe.each(['openai/sim-fast', 'anthropic/sim-fast'])('a message of %s', (model) => {
    it('is one document, or the same as a stream', async () => {
      const request = { model, max_tokens: 100, messages: hello };
      const message = await client.messages.create(request);
      expect(message).toMatchObject({
        id: expect.any(String),
        type: 'message',
        role: 'assistant',
        model: 'sim-fast',
        content: [{ type: 'text', text: expect.stringMatching(/\w/) }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
      });
      expect(message._request_id).toBe(doors.sink.calls[0]?.id);

      const streamed = await client.messages.stream(request).finalMessage();
      expect(textOf(streamed)).toBe(textOf(message));
      expect(streamed).toMatchObject({ model: 'sim-fast', stop_reason: 'end_turn' });
      expect(streamed.usage.output_tokens).toBe(message.usage.output_tokens);
      expect(streamed.usage.input_tokens).toBe(message.usage.input_tokens);
      expect(doors.sink.calls).toMatchObject([
        { status: 'succeeded', caller: { door: 'http:messages', tenant: 'acme' } },
        { status: 'succeeded' },
      ]);
    });

    it("tells what is left of the rate limits, by Anthropic's names alone", async () => {
      const request = { model, max_tokens: 100, messages: hello };
      const { headers } = await ask(request);
      expect(headers.get('anthropic-ratelimit-requests-limit')).toBe('10000');
      expect(headers.get('anthropic-ratelimit-requests-remaining')).toMatch(/^\d+$/);
      expect([...headers.keys()].join()).not.toMatch(/organization|x-ratelimit/);
    });

    it('calls tools and reads their results, in a document and in a stream', async () => {
      const request = {
        model,
        max_tokens: 100,
        messages: [{ role: 'user' as const, content: 'Please use the tool.' }],
        tools: [weather],
        tool_choice: { type: 'any' as const },
      };
      const message = await client.messages.create(request);
      expect(message.stop_reason).toBe('tool_use');
      const call = message.content.find((block) => block.type === 'tool_use')!;
      expect(call).toMatchObject({ name: 'weather', input: { city: expect.any(String) } });

      const streamed = await client.messages.stream(request).finalMessage();
      expect(streamed.stop_reason).toBe('tool_use');
      expect(streamed.content.find((block) => block.type === 'tool_use')).toMatchObject({
        name: 'weather',
        input: call.input,
      });

      const answered = await client.messages.create({
        ...request,
        tool_choice: { type: 'auto' },
        messages: [
          ...request.messages,
          { role: 'assistant', content: message.content },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: call.id, content: 'Sunny.' },
              { type: 'text', text: 'Well?' },
            ],
          },
        ],
      });
      expect(answered.stop_reason).toBe('end_turn');
      expect(textOf(answered)).not.toBe('');
    });

    it('keeps to limits, stop sequences and formats', async () => {
      const short = await client.messages.create({ model, max_tokens: 2, messages: hello });
      expect(short.stop_reason).toBe('max_tokens');
      // Anthropic enforces formats for its newer models only.
      const { content } = await client.messages.create({
        model: model.replace('anthropic/sim-fast', 'anthropic/claude-sonnet-4-5'),
        max_tokens: 200,
        messages: hello,
        output_config: { format: { type: 'json_schema', schema: weather.input_schema } },
      });
      expect(JSON.parse(textOf({ content } as Anthropic.Message))).toEqual({
        city: expect.any(String),
      });
    });

    it('is sent the system prompt and images', async () => {
      await client.messages.create({
        model,
        max_tokens: 10,
        system: [{ type: 'text', text: 'Be kind.' }],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              {
                type: 'image',
                source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
              },
            ],
          },
        ],
      });
      expect(JSON.stringify(received().body)).toContain('iVBORw0KGgo=');
      expect(JSON.stringify(received().body)).toContain('Be kind.');
    });
  });

  it('passes thoughts on, and takes them back', async () => {
    const thinking = { type: 'enabled' as const, budget_tokens: 1_024 };
    const request = { model: 'anthropic/claude-sonnet-4', max_tokens: 2_048, thinking };
    const message = await client.messages.create({ ...request, messages: hello });
    expect(message.content.map((block) => block.type)).toEqual(['thinking', 'text']);
    const streamed = await client.messages.stream({ ...request, messages: hello }).finalMessage();
    expect(streamed.content[0]).toEqual(message.content[0]);

    await client.messages.create({
      ...request,
      messages: [...hello, { role: 'assistant', content: message.content }, ...hello],
    });
    expect(received().body).toMatchObject({ thinking });
    expect(JSON.stringify(received().body)).toContain(
      (message.content[0] as Anthropic.ThinkingBlock).signature,
    );
  });

  it('passes events through as they came where the provider speaks the dialect', async () => {
    const events = async (model: string) =>
      (await (await ask({ model, max_tokens: 9, messages: hello, stream: true })).text())
        .split('\n\n')
        .map((event) => /^event: (\w+)$/m.exec(event)?.[1]);
    const through = await events('anthropic/sim-fast');
    expect(through[0]).toBe('message_start');
    expect(through.at(-2)).toBe('message_stop');
    expect(through).toContain('ping');
    expect([...new Set(await events('openai/sim-fast'))].sort()).toEqual(
      [...new Set(through)].sort(),
    );
  });

  it('counts tokens, and says that it estimates', async () => {
    const short = await client.messages.countTokens({ model: 'openai/sim-fast', messages: hello });
    expect(short.input_tokens).toBeGreaterThan(0);
    const response = await ask(
      { model: 'openai/sim-fast', messages: [{ role: 'user', content: 'word '.repeat(400) }] },
      {},
      '/count_tokens',
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('x-llm-router-token-count')).toBe('estimated');
    const { input_tokens: long } = (await response.json()) as { input_tokens: number };
    expect(long).toBeGreaterThan(400);
    expect(long).toBeLessThan(600);
    expect(provider.requests).toHaveLength(0);
  });

  describe('errors', () => {
    async function failureOf(model: string, more: object = {}): Promise<APIError> {
      const failure: unknown = await client.messages
        .create({ model, max_tokens: 10, messages: hello, ...more })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(APIError);
      return failure as APIError;
    }

    it.each([
      ['opnai/sim-fast', 404, 'not_found_error'],
      ['openai/fault-status-429-retry-after-7', 429, 'rate_limit_error'],
      ['anthropic/fault-overload', 529, 'overloaded_error'],
      ['openai/fault-content-filter', 400, 'invalid_request_error'],
    ])('of %s: %i %s', async (model, status, type) => {
      for (const stream of [false, true]) {
        const failure = await failureOf(model, { stream });
        expect(failure.status).toBe(status);
        expect(failure.error).toMatchObject({
          type: 'error',
          error: { type, message: expect.any(String) },
          request_id: expect.any(String),
        });
        expect(failure.headers?.get('x-should-retry')).toBe('false');
      }
    });

    it('name the field', async () => {
      const failure = await failureOf('openai/sim-fast', {
        messages: [{ role: 'user', content: [{ type: 'sound' }] }],
      });
      expect(failure.status).toBe(400);
      expect(failure.error).toMatchObject({
        error: {
          message: expect.stringContaining('messages[0].content[0].type must be one of "text"'),
        },
      });
      expect((await failureOf('openai/sim-fast', { max_tokens: undefined })).message).toContain(
        'max_tokens is missing',
      );
      expect(provider.requests).toHaveLength(0);
    });

    it('for a body that is no JSON', async () => {
      const response = await ask('{"model": nothing}');
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        type: 'error',
        error: { type: 'invalid_request_error' },
      });
    });
  });

  describe('a reply that breaks off', () => {
    it.each(['openai', 'anthropic'])('is an error and no message_stop, from %s', async (name) => {
      const request = {
        model: `${name}/fault-cut-3+parts-10`,
        max_tokens: 100,
        messages: hello,
        stream: true as const,
      };
      const reading = async () => {
        for await (const _ of await client.messages.create(request));
      };
      await expect(reading()).rejects.toMatchObject({
        error: { type: 'error', error: { type: 'api_error' } },
      });
      const events = await (await ask(request)).text();
      expect(events).toMatch(/\n\nevent: error\ndata: \{"type":"error"[^\n]*\}\n\n$/);
      expect(events).not.toContain('message_stop');
      await until(() => doors.sink.calls.length === 2);
      expect(doors.sink.calls[0]).toMatchObject({ status: 'interrupted' });
    });
  });

  it('a client that leaves closes the upstream socket', async () => {
    const stream = client.messages.stream({
      model: 'openai/fault-slow-drip-20+parts-1000',
      max_tokens: 1_000,
      messages: hello,
    });
    for await (const event of stream) if (event.type === 'content_block_delta') break;
    stream.abort();
    await until(() => received().ended !== undefined && doors.sink.calls.length > 0);
    expect(received().ended).toBe('aborted');
    expect(doors.sink.calls).toMatchObject([{ status: 'aborted' }]);
  });

  it.each(['openai', 'anthropic'])('puts redacted values back, from %s', async (name) => {
    const safe = await createApp(platform, {
      module: class SafeModule {},
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openai({ apiKey: 'k', baseUrl: `${provider.url}/v1`, openEnded: true }),
            anthropic({ apiKey: 'k', baseUrl: provider.url, openEnded: true }),
          ],
          redact: { entities: ['email'] },
        }),
        LlmHttpModule.forRoot(),
      ],
    });
    try {
      const door = new Anthropic({ apiKey: 'k', baseURL: await listen(safe), maxRetries: 0 });
      const request = {
        model: `${name}/sim-fast`,
        max_tokens: 100,
        messages: [{ role: 'user' as const, content: 'Write to ann@example.org today.' }],
      };
      const text = textOf(await door.messages.create(request));
      expect(text).toContain('Write to ann@example.org today.');
      expect(textOf(await door.messages.stream(request).finalMessage())).toBe(text);
      expect(JSON.stringify(provider.requests)).not.toContain('ann@example.org');
    } finally {
      await safe.close();
    }
  });

  describe('an idempotency key', () => {
    const body = { model: 'openai/sim-fast', max_tokens: 20, messages: hello };

    it.each([false, true])('is answered twice and billed once (stream: %s)', async (stream) => {
      const key = { 'idempotency-key': `twice-${stream}` };
      const first = await ask({ ...body, stream }, key);
      const text = await first.text();
      const second = await ask({ ...body, stream }, key);
      expect(await second.text()).toBe(text);
      expect(second.headers.get('idempotent-replayed')).toBe('true');
      expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
      expect(doors.sink.calls).toHaveLength(1);
    });

    it('makes two requests at once one', async () => {
      const key = { 'idempotency-key': 'at-once' };
      const slow = { ...body, model: 'openai/fault-latency-50' };
      const [one, other] = await Promise.all([ask(slow, key), ask(slow, key)]);
      expect(await one.text()).toBe(await other.text());
      expect(doors.sink.calls).toHaveLength(1);
    });

    it('conflicts with another body', async () => {
      const key = { 'idempotency-key': 'conflict' };
      await (await ask(body, key)).text();
      const other = await ask({ ...body, max_tokens: 21 }, key);
      expect(other.status).toBe(409);
      expect(other.headers.get('x-should-retry')).toBe('false');
    });

    it("says nothing about another caller's", async () => {
      const key = { 'idempotency-key': 'shared' };
      await (await ask(body, key)).text();
      const other = await ask(body, { ...key, 'x-tenant': 'other' });
      expect(other.headers.get('idempotent-replayed')).toBeNull();
    });

    it('may be tried again after a failure', async () => {
      const key = { 'idempotency-key': 'again' };
      provider.behave({ error: 'overloaded' });
      expect((await ask(body, key)).status).toBe(529);
      provider.reset();
      expect((await ask(body, key)).status).toBe(200);
    });
  });

  describe('a client that waits only so long', () => {
    it('gets a timeout in its own time', async () => {
      const response = await ask(
        { model: 'openai/fault-silence', max_tokens: 5, messages: hello },
        { 'x-request-timeout-ms': '50' },
      );
      expect(response.status).toBe(504);
      expect(await response.json()).toMatchObject({ error: { type: 'timeout_error' } });
      expect(doors.sink.calls).toMatchObject([{ status: 'timed_out' }]);
    });

    it('is told of a time that is none', async () => {
      const response = await ask(
        { model: 'openai/sim-fast', max_tokens: 5, messages: hello },
        { 'x-request-timeout-ms': 'soon' },
      );
      expect(response.status).toBe(400);
    });
  });
});
