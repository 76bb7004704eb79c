import { LlmHttpModule, LlmRouterModule, openai } from 'nestjs-llm-router';
import OpenAI, {
  APIError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import type { SimulatedProvider } from 'simulated-provider';
import { DoorApp } from './support/door-app.js';
import { createApp, listen, PLATFORMS } from './support/platforms.js';
import { until } from './support/until.js';

const hello = [{ role: 'user' as const, content: 'Say something.' }];
const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    description: 'The weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
};
const useTool = [{ role: 'user' as const, content: 'Please use the tool.' }];

describe.each(PLATFORMS)('the OpenAI door on %s', (platform) => {
  let provider: SimulatedProvider;
  let doors: DoorApp;
  let url: string;
  let client: OpenAI;

  beforeAll(async () => {
    doors = await DoorApp.start(platform, {
      models: [{ id: 'sim-fast' }, { id: 'tokens-10-5', price: { input: 1, output: 2 } }],
      router: {
        routing: { strategy: 'priority' },
        tiers: { cheap: ['openai/fault-overload', 'openai/sim-fast'] },
        aliases: { 'gpt-4': 'openai/sim-fast' },
      },
    });
    provider = doors.provider;
    url = doors.url;
    client = new OpenAI({ apiKey: 'caller-key', baseURL: `${url}/v1`, maxRetries: 0 });
  });

  afterAll(() => doors.close());

  beforeEach(() => doors.reset());

  const ask = (body: string | object, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const received = () => provider.requests.at(-1)!;

  async function contentOf(stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    return { chunks, text };
  }

  describe.each(['openai/sim-fast', 'anthropic/sim-fast'])('a completion of %s', (model) => {
    it('is one document, or the same text as a stream', async () => {
      const completion = await client.chat.completions.create({ model, messages: hello });
      const text = completion.choices[0]?.message.content;
      expect(text).toMatch(/\w/);
      expect(completion).toMatchObject({
        id: expect.any(String),
        object: 'chat.completion',
        model: 'sim-fast',
        choices: [{ index: 0, message: { role: 'assistant' }, finish_reason: 'stop' }],
      });

      const streamed = await contentOf(
        await client.chat.completions.create({ model, messages: hello, stream: true }),
      );
      expect(streamed.text).toBe(text);
      const { chunks } = streamed;
      expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
      expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
      expect(chunks.filter((chunk) => chunk.usage)).toEqual([]);
    });

    it('tells the usage of a stream in a last chunk where that is asked for', async () => {
      const { usage } = await client.chat.completions.create({ model, messages: hello });
      const { chunks } = await contentOf(
        await client.chat.completions.create({
          model,
          messages: hello,
          stream: true,
          stream_options: { include_usage: true },
        }),
      );
      const told = chunks.filter((chunk) => chunk.usage);
      expect(told).toHaveLength(1);
      expect(chunks.at(-1)).toBe(told[0]);
      expect(told[0]).toMatchObject({
        choices: [],
        usage: {
          prompt_tokens: usage?.prompt_tokens,
          completion_tokens: usage?.completion_tokens,
          total_tokens: usage?.total_tokens,
        },
      });
    });

    it('calls tools, in a document and in a stream', async () => {
      const request = { model, messages: useTool, tools: [weather] };
      const { choices } = await client.chat.completions.create(request);
      expect(choices[0]).toMatchObject({
        finish_reason: 'tool_calls',
        message: {
          content: null,
          tool_calls: [{ type: 'function', function: { name: 'weather' } }],
        },
      });
      const call = choices[0]?.message.tool_calls?.[0];
      const { city } = JSON.parse(call?.type === 'function' ? call.function.arguments : '');
      expect(city).toEqual(expect.any(String));

      const streamed = await client.chat.completions.stream(request).finalChatCompletion();
      expect(streamed.choices[0]).toMatchObject({
        finish_reason: 'tool_calls',
        message: { tool_calls: [{ function: { name: 'weather' } }] },
      });
      const again = streamed.choices[0]?.message.tool_calls?.[0];
      expect(JSON.parse(again?.type === 'function' ? again.function.arguments : '')).toEqual({
        city,
      });

      const answered = await client.chat.completions.create({
        ...request,
        messages: [
          ...useTool,
          choices[0]!.message,
          { role: 'tool', tool_call_id: call!.id, content: 'Sunny.' },
        ],
      });
      expect(answered.choices[0]?.finish_reason).toBe('stop');
    });

    it('takes images', async () => {
      const image = { url: 'data:image/png;base64,iVBORw0KGgo=' };
      await client.chat.completions.create({
        model,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: image },
            ],
          },
        ],
      });
      expect(JSON.stringify(received().body)).toContain('iVBORw0KGgo=');
    });
  });

  it('keeps to a response format', async () => {
    const { choices } = await client.chat.completions.create({
      model: 'openai/sim-fast',
      messages: hello,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'city', strict: true, schema: weather.function.parameters },
      },
    });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ city: expect.any(String) });
  });

  it('passes what it does not know on to a provider of the same dialect', async () => {
    await ask({ model: 'openai/sim-fast', messages: hello, top_k: 3, vendor: { deep: [1] } });
    expect(received().body).toMatchObject({ top_k: 3, vendor: { deep: [1] }, messages: hello });
  });

  describe('headers', () => {
    it('tell how a document was obtained, and what it cost', async () => {
      const { response } = await client.chat.completions
        .create({ model: 'openai/tokens-10-5', messages: hello })
        .withResponse();
      const [call] = doors.sink.calls;
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'access-control-allow-origin': '*',
        'x-request-id': call?.id,
        'x-llm-router-provider': 'openai',
        'x-llm-router-model': 'openai/tokens-10-5',
        'x-llm-router-attempts': '1',
        'x-llm-router-cache': 'off',
        'x-llm-router-cost-usd': '0.00002',
        'openai-processing-ms': expect.stringMatching(/^\d+$/),
      });
      expect(response.headers.get('x-llm-router-warnings')).toBeNull();
    });

    it('leave the cost out where it is unknown', async () => {
      const response = await ask({ model: 'openai/sim-fast', messages: hello });
      expect(response.headers.get('x-llm-router-cost-usd')).toBeNull();
    });

    it('tell of a stream what is known at its first part', async () => {
      const response = await ask({ model: 'tier:cheap', messages: hello, stream: true });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'access-control-allow-origin': '*',
        'x-llm-router-model': 'openai/sim-fast',
        'x-llm-router-attempts': '2',
      });
      expect(await response.text()).toMatch(/^data: \{[^]*\n\ndata: \[DONE\]\n\n$/);
    });

    it.each(['openai/sim-fast', 'anthropic/sim-fast'])(
      'tell what is left of the rate limits at %s, and nothing else that it sent',
      async (model) => {
        const document = await ask({ model, messages: hello });
        const stream = await ask({ model, messages: hello, stream: true });
        await Promise.all([document.text(), stream.text()]);
        for (const { headers } of [document, stream]) {
          expect(headers.get('x-ratelimit-limit-requests')).toBe('10000');
          expect(headers.get('x-ratelimit-remaining-requests')).toMatch(/^\d+$/);
          expect([...headers.keys()].join()).not.toMatch(/organization|openai-version|anthropic/);
        }
      },
    );

    it('tell what the provider could not honour', async () => {
      const response = await ask({
        model: 'anthropic/sim-fast',
        messages: hello,
        presence_penalty: 1,
      });
      expect(response.headers.get('x-llm-router-warnings')).toContain('presence_penalty');
    });
  });

  describe('the caller', () => {
    it('is whom the guard named, with tags of the guard and of the request', async () => {
      await ask(
        { model: 'openai/sim-fast', messages: hello },
        { 'x-llm-router-tags': 'feature=summary, team=other' },
      );
      expect(doors.sink.calls[0]).toMatchObject({
        caller: { keyId: 'ci', tenant: 'acme', door: 'http:chat-completions' },
        tags: { team: 'search', feature: 'summary' },
        status: 'succeeded',
      });
    });

    it('is told of a tag that is none', async () => {
      const response = await ask(
        { model: 'openai/sim-fast', messages: hello },
        { 'x-llm-router-tags': 'feature' },
      );
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { param: 'x-llm-router-tags' } });
      expect(provider.requests).toHaveLength(0);
    });
  });

  describe('a client that leaves', () => {
    it('in a stream closes the upstream socket', async () => {
      const stream = await client.chat.completions.create({
        model: 'openai/fault-slow-drip-20+parts-1000',
        messages: hello,
        stream: true,
      });
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
      await until(() => received().ended !== undefined && doors.sink.calls.length > 0);
      expect(received().ended).toBe('aborted');
      expect(doors.sink.calls).toMatchObject([{ status: 'aborted' }]);
    });

    it.each([false, true])('before the answer does so too (stream: %s)', async (stream) => {
      const leaving = new AbortController();
      const asked = client.chat.completions.create(
        { model: 'openai/fault-silence', messages: hello, stream },
        { signal: leaving.signal },
      );
      await until(() => provider.requests.length > 0);
      leaving.abort();
      await expect(asked).rejects.toThrow('aborted');
      await until(() => received().ended !== undefined && doors.sink.calls.length > 0);
      expect(received().ended).toBe('aborted');
      expect(doors.sink.calls).toMatchObject([{ status: 'aborted' }]);
    });
  });

  describe('errors', () => {
    async function failureOf(model: string, more: object = {}): Promise<APIError> {
      const failure: unknown = await client.chat.completions
        .create({ model, messages: hello, ...more })
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(APIError);
      return failure as APIError;
    }

    it('NotFoundError for an unknown model, with near names', async () => {
      const failure = await failureOf('opnai/sim-fast');
      expect(failure).toBeInstanceOf(NotFoundError);
      expect(failure).toMatchObject({ code: 'model_not_found', param: 'model' });
      expect(failure.message).toContain('Did you mean: openai/sim-fast');
    });

    it('BadRequestError that names the field', async () => {
      const failure = await failureOf('openai/sim-fast', {
        messages: [{ role: 'user', content: 5 }],
      });
      expect(failure).toBeInstanceOf(BadRequestError);
      expect(failure).toMatchObject({
        type: 'invalid_request_error',
        code: 'invalid_request',
        param: 'messages[0].content',
      });
      expect(provider.requests).toHaveLength(0);
    });

    it.each([false, true])(
      'RateLimitError that was retried enough (stream: %s)',
      async (stream) => {
        const failure = await failureOf('openai/fault-status-429-retry-after-7', { stream });
        expect(failure).toBeInstanceOf(RateLimitError);
        expect(failure).toMatchObject({ type: 'rate_limit_error', code: 'rate_limited' });
        expect(failure.headers?.get('retry-after')).toBe('7');
        expect(failure.headers?.get('x-should-retry')).toBe('false');
      },
    );

    it.each(['fault-overload', 'fault-overload-in-stream-0', 'fault-html-200', 'fault-reset'])(
      'InternalServerError for %s, before a stream as before a document',
      async (fault) => {
        for (const stream of [false, true]) {
          const failure = await failureOf(`openai/${fault}`, { stream });
          expect(failure).toBeInstanceOf(InternalServerError);
          expect(failure).toMatchObject({ status: 503, code: 'attempts_exhausted' });
          expect(failure.headers?.get('retry-after')).toBe('1');
          expect(failure.headers?.get('content-type')).toContain('application/json');
        }
      },
    );

    it('never the upstream key', async () => {
      const failure = await failureOf('openai/fault-auth-401');
      expect(JSON.stringify(failure.error)).not.toContain('upstream-key');
    });

    it('for a body that is no JSON', async () => {
      const response = await ask('{"model": nothing}');
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_json' } });
    });

    it('for a body that is too large', async () => {
      const response = await ask({
        model: 'a',
        messages: [{ role: 'user', content: 'x'.repeat(2e6) }],
      });
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ error: { code: 'request_too_large' } });
    });

    it('for a field called __proto__', async () => {
      const response = await ask('{"model":"a","messages":[{"role":"user","__proto__":{}}]}');
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    });
  });

  describe('a reply that breaks off', () => {
    it.each(['openai', 'anthropic'])('is an error and no end, from %s', async (name) => {
      const model = `${name}/fault-cut-3+parts-10`;
      let text = '';
      const reading = async () => {
        const stream = await client.chat.completions.create({
          model,
          messages: hello,
          stream: true,
        });
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      };
      await expect(reading()).rejects.toMatchObject({
        code: 'stream_interrupted',
        type: 'api_error',
      });
      expect(text).not.toBe('');

      const events = await (await ask({ model, messages: hello, stream: true })).text();
      expect(events).toMatch(/\n\ndata: \{"error":\{[^\n]*\}\}\n\n$/);
      expect(events).not.toContain('[DONE]');
    });

    it('is a plain error where a document was asked for', async () => {
      const response = await ask({ model: 'openai/fault-cut-3+parts-10', messages: hello });
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toContain('application/json');
    });
  });

  it('puts redacted values back, in a document and across the chunks of a stream', async () => {
    const safe = await createApp(platform, {
      module: class SafeModule {},
      imports: [
        LlmRouterModule.forRoot({
          providers: [openai({ apiKey: 'k', baseUrl: `${provider.url}/v1`, openEnded: true })],
          redact: { entities: ['email'] },
        }),
        LlmHttpModule.forRoot(),
      ],
    });
    const door = new OpenAI({ apiKey: 'k', baseURL: `${await listen(safe)}/v1`, maxRetries: 0 });
    const request = {
      model: 'openai/sim-fast',
      messages: [{ role: 'user' as const, content: 'Write to ann@example.org today.' }],
    };
    try {
      const { choices } = await door.chat.completions.create(request);
      expect(choices[0]?.message.content).toContain('Write to ann@example.org today.');
      const { text, chunks } = await contentOf(
        await door.chat.completions.create({ ...request, stream: true }),
      );
      expect(text).toBe(choices[0]?.message.content);
      expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
      expect(JSON.stringify(provider.requests)).not.toContain('ann@example.org');
    } finally {
      await safe.close();
    }
  });

  describe('models', () => {
    it('are listed, tiers and aliases too', async () => {
      const listed = [];
      for await (const model of client.models.list()) listed.push(model);
      expect(listed).toEqual(
        expect.arrayContaining([
          { id: 'openai/sim-fast', object: 'model', created: 0, owned_by: 'openai' },
          { id: 'tier:cheap', object: 'model', created: 0, owned_by: 'llm-router' },
          { id: 'gpt-4', object: 'model', created: 0, owned_by: 'llm-router' },
        ]),
      );
    });

    it.each([
      ['openai/sim-fast', 'openai'],
      ['openai/of/somebody:free', 'openai'],
      ['tier:cheap', 'llm-router'],
      ['gpt-4', 'llm-router'],
    ])('are found as %s, encoded or not', async (id, owner) => {
      const model = { id, object: 'model', created: 0, owned_by: owner };
      expect(await client.models.retrieve(id)).toEqual(model);
      expect(await (await fetch(`${url}/v1/models/${id}`)).json()).toEqual(model);
    });

    it('that do not exist are answered with near names', async () => {
      const failure: unknown = await client.models
        .retrieve('opnai/sim-fast')
        .catch((error) => error);
      expect(failure).toBeInstanceOf(NotFoundError);
      expect((failure as NotFoundError).message).toContain('openai/sim-fast');
    });
  });
});
