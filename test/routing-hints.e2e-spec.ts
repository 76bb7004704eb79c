import Anthropic from '@anthropic-ai/sdk';
import { type INestApplication, Module } from '@nestjs/common';
import {
  type DataPolicy,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  type RouteDirective,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';
import OpenAI, { BadRequestError } from 'openai';
import { createApp, listen, PLATFORMS } from './support/platforms.js';

const messages = [{ role: 'user' as const, content: 'Hello' }];

/** A provider with one model, `m`, at this price for prompt and completion alike. */
class PricedProvider extends FakeProvider {
  constructor(
    id: string,
    price: number,
    readonly region: string,
    readonly dataPolicy?: DataPolicy,
  ) {
    super({ id, models: [{ id: 'm', price: { input: price, output: price } }] });
  }
}

const cheap = new PricedProvider('cheap', 1, 'us-east-1', { trainsOnData: true });
const fair = new PricedProvider('fair', 2, 'eu-central-1', { trainsOnData: false });
const dear = new PricedProvider('dear', 30, 'eu-central-1', {
  trainsOnData: false,
  zeroRetention: true,
});
const providers = [dear, cheap, fair];

describe.each(PLATFORMS)('routing hints on %s', (platform) => {
  const sink = new RecordingSink();
  let app: INestApplication;
  let url: string;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeAll(async () => {
    @Module({
      imports: [
        LlmRouterModule.forRoot({
          providers,
          tiers: { all: ['dear/m', 'cheap/m', 'fair/m'] },
          routing: {
            strategy: 'priority',
            rules: [
              {
                name: 'trial',
                when: { headers: { 'X-Plan': 'trial*' } },
                then: { only: ['cheap'] },
              },
              {
                name: 'by path',
                when: { path: '/v1/messages', tags: { team: 'search' } },
                then: { strategy: 'cheapest' },
              },
              { name: 'for bob', when: { user: 'bob', streams: true }, then: { model: 'fair/m' } },
            ],
          },
          retries: { baseDelay: 0 },
          breaker: false,
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [{ provide: RecordingSink, useValue: sink }],
    })
    class AppModule {}
    app = await createApp(platform, AppModule);
    url = await listen(app);
    openai = new OpenAI({ apiKey: 'k', baseURL: `${url}/v1`, maxRetries: 0 });
    anthropic = new Anthropic({ apiKey: 'k', baseURL: url, maxRetries: 0 });
  });

  afterAll(() => app.close());

  beforeEach(() => {
    sink.events.length = 0;
    for (const provider of providers) provider.calls.length = 0;
  });

  const complete = (more: object, headers: Record<string, string> = {}) =>
    openai.chat.completions.create(
      { model: 'tier:all', messages, ...more } as OpenAI.ChatCompletionCreateParamsNonStreaming,
      { headers },
    );
  const servedBy = () => sink.calls.at(-1)?.provider;

  it.each([
    [{}, 'dear'],
    [{ provider: { order: ['fair'] } }, 'fair'],
    [{ provider: { only: ['Cheap', 'fair/m'] } }, 'cheap'],
    [{ provider: { ignore: ['dear', 'cheap'] } }, 'fair'],
    [{ provider: { sort: 'price' } }, 'cheap'],
    [{ provider: { sort: { by: 'price', partition: 'none' } } }, 'cheap'],
    [{ provider: { max_price: { prompt: '2.00' }, sort: null } }, 'cheap'],
    [{ provider: { data_collection: 'deny', max_price: { completion: 5 } } }, 'fair'],
    [{ provider: { zdr: true, sort: 'price' } }, 'dear'],
    [{ model: undefined, models: ['fair/m', 'tier:all'] }, 'fair'],
    [{ provider: { quantizations: ['fp8'], only: [] } }, 'dear'],
  ])('%j is served by %s', async (hints, provider) => {
    await complete(hints);
    expect(servedBy()).toBe(provider);
  });

  it('never reach a provider', async () => {
    await complete({ models: ['fair/m'], provider: { order: ['cheap'] }, top_k: 7 });
    expect(cheap.calls).toHaveLength(1);
    expect(cheap.calls[0]?.request).toMatchObject({ top_k: 7 });
    expect(cheap.calls[0]?.request).not.toHaveProperty('models');
    expect(cheap.calls[0]?.request).not.toHaveProperty('provider');
  });

  it('name what comes after the first model', async () => {
    cheap.respondWith({ error: 'model_gone' });
    await complete({ model: 'cheap/m', models: ['fair/m', 'dear/m'] });
    expect(servedBy()).toBe('fair');
    cheap.respondWith({ error: 'model_gone' });
    const only = complete({ provider: { order: ['cheap'], allow_fallbacks: false } });
    await expect(only).rejects.toMatchObject({ status: 503 });
    expect(dear.calls).toHaveLength(0);
  });

  it('are refused at their own place', async () => {
    const failure = await complete({ provider: { max_price: { prompt: 'cheap' } } }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(BadRequestError);
    expect(failure).toMatchObject({ param: 'provider.max_price.prompt' });
    expect(providers.flatMap((it) => it.calls)).toHaveLength(0);
  });

  it("work at Anthropic's door", async () => {
    const ask = (more: object) =>
      anthropic.messages.create({
        model: 'tier:all',
        max_tokens: 50,
        messages,
        ...more,
      } as Anthropic.MessageCreateParamsNonStreaming);
    await ask({ provider: { only: ['fair'] } });
    expect(servedBy()).toBe('fair');
    cheap.respondWith({ error: 'model_gone' });
    await ask({ model: 'cheap/m', models: ['fair/m'] });
    expect(servedBy()).toBe('fair');
    await expect(ask({ provider: { zdr: 'yes' } })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('provider.zdr must be true or false'),
    });
  });

  it('work at the Responses door', async () => {
    const ask = (more: object) =>
      openai.responses.create({
        model: 'tier:all',
        input: 'Hello',
        ...more,
      } as OpenAI.Responses.ResponseCreateParamsNonStreaming);
    await ask({ provider: { only: ['fair'] } });
    expect(servedBy()).toBe('fair');
    await expect(ask({ models: [''] })).rejects.toMatchObject({ status: 400, param: 'models[0]' });
  });

  describe('in process', () => {
    const ask = (provider: object, route?: RouteDirective) =>
      app
        .get(LlmRouter)
        .complete({ model: 'tier:all', messages, provider }, route === undefined ? {} : { route });

    it('are preferred to what the code says, and tighten its limits', async () => {
      expect(await ask({ sort: 'price' }, { strategy: 'priority' })).toMatchObject({
        provider: 'cheap',
      });
      expect(await ask({ only: ['fair', 'cheap'] }, { only: ['fair', 'dear'] })).toMatchObject({
        provider: 'fair',
      });
      const nobody = ask({ only: ['cheap'] }, { only: ['dear'] });
      await expect(nobody).rejects.toMatchObject({ code: 'no_candidate' });
      const opened = ask({ data_collection: 'allow', zdr: false }, { zeroRetention: true });
      expect(await opened).toMatchObject({ provider: 'dear' });
    });

    it('are checked too', async () => {
      await expect(ask({ sort: 'cost' })).rejects.toMatchObject({
        code: 'invalid_request',
        param: 'provider.sort',
      });
    });
  });

  describe('rules', () => {
    it('see the headers and the path of the request', async () => {
      await complete({}, { 'x-plan': 'trial-2026' });
      expect(servedBy()).toBe('cheap');
      await complete({}, { 'x-plan': 'paid' });
      expect(servedBy()).toBe('dear');
      const request = { model: 'tier:all', max_tokens: 50, messages };
      const headers = { 'x-llm-router-tags': 'team=search' };
      await anthropic.messages.create(request, { headers });
      expect(servedBy()).toBe('cheap');
      await complete({}, headers);
      expect(servedBy()).toBe('dear');
    });

    it('win over what was asked for, and their limits cannot be widened', async () => {
      await complete({ provider: { order: ['dear'] } }, { 'x-plan': 'trial' });
      expect(servedBy()).toBe('cheap');
      const asked = complete({ provider: { only: ['dear'] } }, { 'x-plan': 'trial' });
      await expect(asked).rejects.toMatchObject({ status: 503 });
      const request = { model: 'cheap/m', messages, user: 'bob', stream: true as const };
      for await (const _chunk of await openai.chat.completions.create(request)) continue;
      expect(servedBy()).toBe('fair');
    });
  });
});

it('rules that say nothing legal stop the start', async () => {
  const start = (rules: unknown) => {
    @Module({
      imports: [LlmRouterModule.forRoot({ providers, routing: { rules: rules as never } })],
    })
    class AppModule {}
    return createApp('express', AppModule).then((app) => app.init());
  };
  const night = { from: '25:00', to: '06:00' };
  await expect(start([{ name: 'night', when: { time: night }, then: {} }])).rejects.toThrow(
    'routing.rules[0] ("night"): when.time.from: "25:00" is not legal. Legal: HH:MM',
  );
  await expect(start([{ name: 'a', then: { model: 'chaep/m' } }])).rejects.toThrow(
    'routing.rules[0] ("a"): then.model: The model "chaep/m" does not exist here. Did you mean: cheap/m',
  );
  await expect(start([{ name: 'a', then: { strategy: 'quickest' } }])).rejects.toThrow(
    'routing.rules[0] ("a"): then.strategy: no strategy is called "quickest". Known:',
  );
});
