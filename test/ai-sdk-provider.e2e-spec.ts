import 'reflect-metadata';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { INestApplication } from '@nestjs/common';
import { simulateReadableStream } from 'ai';
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test';
import {
  aiSdk,
  type AiSdkLanguageModel,
  type ChatRequest,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  type ReplyPart,
} from 'nestjs-llm-router';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen } from './support/platforms.js';
import { until } from './support/until.js';

const usage = {
  inputTokens: { total: 10, noCache: 6, cacheRead: 4, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
};
const stop = { unified: 'stop' as const, raw: 'end_turn' };
const hello = [{ role: 'user' as const, content: 'Hello there' }];
const useTool = [{ role: 'user' as const, content: 'Please use the tool.' }];
const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};

describe('models of the AI SDK as a provider', () => {
  let provider: SimulatedProvider;
  let app: INestApplication | undefined;
  let router: LlmRouter;

  beforeAll(async () => {
    provider = await SimulatedProvider.start();
  });

  afterEach(async () => {
    await app?.close();
    app = undefined;
    provider.reset();
  });

  afterAll(() => provider.close());

  const start = async (models: Record<string, AiSdkLanguageModel>) => {
    app = await createApp('express', {
      module: class AppModule {},
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            aiSdk({
              id: 'sdk',
              models: Object.fromEntries(
                Object.entries(models).map(([name, model]) => [
                  name,
                  { model, price: { input: 1, output: 2, cacheRead: 0 } },
                ]),
              ),
            }),
          ],
          routing: { strategy: 'priority' },
          tiers: { both: Object.keys(models).map((name) => `sdk/${name}`) },
          retries: { baseDelay: 0 },
          breaker: false,
        }),
        LlmHttpModule.forRoot(),
      ],
    });
    await app.init();
    router = app.get(LlmRouter);
  };

  async function streamed(request: ChatRequest, signal?: AbortSignal) {
    const stream = router.stream(request, signal ? { signal } : {});
    const parts: ReplyPart[] = [];
    for await (const part of stream) parts.push(part);
    return { parts, whole: await stream.completion };
  }

  describe.each([
    ['v3', MockLanguageModelV3],
    ['v4', MockLanguageModelV4],
  ])('a mock of specification %s', (_, Mock) => {
    it('answers, whole and streamed, and is accounted for', async () => {
      const model = new Mock({
        doGenerate: {
          content: [{ type: 'text', text: 'Hi.' }],
          finishReason: stop,
          usage,
          warnings: [{ type: 'other', message: 'It is a mock.' }],
        },
        doStream: {
          stream: simulateReadableStream({
            chunkDelayInMs: null,
            initialDelayInMs: null,
            chunks: [
              { type: 'stream-start', warnings: [] },
              { type: 'text-start', id: '0' },
              { type: 'text-delta', id: '0', delta: 'H' },
              { type: 'text-delta', id: '0', delta: 'i.' },
              { type: 'text-end', id: '0' },
              { type: 'finish', usage, finishReason: stop },
            ],
          }),
        },
      });
      await start({ mock: model });
      const whole = await router.complete({ model: 'sdk/mock', messages: hello });
      expect(whole).toMatchObject({
        text: 'Hi.',
        model: 'sdk/mock',
        finishReason: 'stop',
        warnings: ['It is a mock.'],
        usage: { input: 6, cacheRead: 4, output: 5, estimated: false },
        cost: { usd: '0.000016' },
      });
      expect(model.doGenerateCalls[0]?.prompt).toEqual([
        { role: 'user', content: [{ type: 'text', text: 'Hello there' }] },
      ]);
      const { parts, whole: again } = await streamed({ model: 'sdk/mock', messages: hello });
      expect(parts.filter((part) => part.type === 'text').map((part) => part.text)).toEqual([
        'H',
        'i.',
      ]);
      expect(again).toMatchObject({ text: 'Hi.', cost: { usd: '0.000016' } });
    });
  });

  it('goes elsewhere where the stream fails before its first content', async () => {
    const broken = new MockLanguageModelV4({
      doStream: {
        stream: simulateReadableStream({
          chunkDelayInMs: null,
          initialDelayInMs: null,
          chunks: [
            { type: 'stream-start', warnings: [] },
            { type: 'response-metadata', id: 'r1' },
            { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } },
          ],
        }),
      },
    });
    await start({ broken, sim: compatible('sim-fast') });
    const { whole } = await streamed({ model: 'tier:both', messages: hello });
    expect(whole.attempts).toMatchObject([
      { model: 'sdk/broken', status: 'failed', failure: { code: 'overloaded' } },
      { model: 'sdk/sim', status: 'succeeded' },
    ]);
  });

  const compatible = (model: string): AiSdkLanguageModel =>
    createOpenAICompatible({
      name: 'sim',
      baseURL: `${provider.url}/v1`,
      apiKey: 'upstream-key',
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(model);

  describe('by @ai-sdk/openai-compatible', () => {
    it('answers, whole and streamed', async () => {
      await start({ sim: compatible('tokens-10-5+cached-4+reasoning') });
      const whole = await router.complete({ model: 'sdk/sim', messages: hello });
      expect(whole.text).toContain('Hello there');
      expect(whole.choices[0]?.reasoning).toContain('Hello there');
      expect(whole.usage).toMatchObject({ input: 6, cacheRead: 4, estimated: false });
      const again = await streamed({ model: 'sdk/sim', messages: hello });
      expect(again.whole).toMatchObject({
        text: whole.text,
        choices: whole.choices,
        usage: whole.usage,
      });
      expect(again.parts.filter((part) => part.type === 'text').length).toBeGreaterThan(1);
    });

    it('calls tools, whole and streamed, and takes their results', async () => {
      await start({ sim: compatible('sim-fast') });
      const request = { model: 'sdk/sim', messages: useTool, tools: [weather] };
      const whole = await router.complete(request);
      expect(whole).toMatchObject({
        finishReason: 'tool_calls',
        message: { tool_calls: [{ type: 'function', function: { name: 'weather' } }] },
      });
      const [call] = whole.message.tool_calls ?? [];
      const again = await streamed(request);
      expect(again.whole.message.tool_calls).toMatchObject([{ function: call!.function }]);
      const answer = await router.complete({
        ...request,
        messages: [
          ...useTool,
          whole.message,
          { role: 'tool', tool_call_id: call!.id, content: 'Sunny.' },
        ],
      });
      expect(answer.finishReason).toBe('stop');
      expect(provider.requests.at(-1)?.body).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', tool_calls: [{ id: call!.id }] },
          { role: 'tool', tool_call_id: call!.id, content: 'Sunny.' },
        ],
      });
    });

    it('keeps to a response format and takes images', async () => {
      await start({ sim: compatible('sim-fast') });
      const { text } = await router.complete({
        model: 'sdk/sim',
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Where?' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
            ],
          },
        ],
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'city', schema: weather.function.parameters },
        },
      });
      expect(JSON.parse(text)).toEqual({ city: expect.any(String) });
      expect(JSON.stringify(provider.requests.at(-1)?.body)).toContain('base64,iVBORw==');
    });

    const faults = [
      ['fault-overload', 'overloaded', 503],
      ['fault-status-429', 'rate_limited', 429],
      ['fault-auth-401', 'auth_refused', 401],
      ['fault-model-not-found', 'model_gone', 404],
      ['fault-broken-json', 'protocol_broken', undefined],
    ] as const;
    it.each(faults.flatMap((fault) => [[...fault, false] as const, [...fault, true] as const]))(
      'goes elsewhere after %s (%s, %s, streamed: %s)',
      async (fault, code, status, stream) => {
        await start({ first: compatible(fault), second: compatible('sim-fast') });
        const request = { model: 'tier:both', messages: hello };
        const { attempts } = stream
          ? (await streamed(request)).whole
          : await router.complete(request);
        expect(attempts).toMatchObject([
          { status: 'failed', failure: { code, ...(status ? { upstreamStatus: status } : {}) } },
          { model: 'sdk/second', status: 'succeeded' },
        ]);
      },
    );

    it('goes elsewhere where nobody listens', async () => {
      const gone = await SimulatedProvider.start();
      const nobody = createOpenAICompatible({ name: 'gone', baseURL: `${gone.url}/v1` })('x');
      await gone.close();
      await start({ nobody, sim: compatible('sim-fast') });
      const { attempts } = await router.complete({ model: 'tier:both', messages: hello });
      expect(attempts[0]).toMatchObject({ failure: { code: 'connection_failed' } });
    });

    it('says so where a stream breaks off', async () => {
      await start({ first: compatible('fault-cut-3+parts-10'), second: compatible('sim-fast') });
      await expect(streamed({ model: 'tier:both', messages: hello })).rejects.toMatchObject({
        code: 'stream_interrupted',
      });
    });

    it.each(['document', 'stream'] as const)('aborts a %s at its vendor', async (delivery) => {
      await start({ silent: compatible('fault-silence') });
      const controller = new AbortController();
      const call = router.open({ model: 'sdk/silent', messages: hello }, delivery, {
        signal: controller.signal,
      });
      await until(() => provider.requests.length === 1);
      controller.abort();
      await expect(call).rejects.toMatchObject({ code: 'aborted' });
      await until(() => provider.requests[0]?.ended === 'aborted');
    });

    it('leaves its vendor where the caller leaves a stream', async () => {
      await start({ stalls: compatible('fault-stall-2+parts-10') });
      for await (const part of router.stream({ model: 'sdk/stalls', messages: hello })) {
        if (part.type === 'text') break;
      }
      await until(() => provider.requests[0]?.ended === 'aborted');
    });

    it('is served over HTTP as any other', async () => {
      await start({ sim: compatible('sim-fast') });
      const url = await listen(app!);
      const response = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'sdk/sim', messages: hello, stream: true }),
      });
      expect(await response.text()).toMatch(/"content":"[^]*\n\ndata: \[DONE\]\n\n$/);
    });
  });
});
