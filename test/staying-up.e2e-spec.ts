import { type INestApplication, Module } from '@nestjs/common';
import {
  anthropic,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
  openai,
  OpenAiExceptionFilter,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import OpenAI from 'openai';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen, PLATFORMS } from './support/platforms.js';
import { until } from './support/until.js';

const hello = [{ role: 'user' as const, content: 'Hello' }];

describe.each(PLATFORMS)('over HTTP on %s', (platform) => {
  let provider: SimulatedProvider;
  let app: INestApplication;
  let url: string;
  let sink: RecordingSink;

  const start = async (options: LlmRouterOptions) => {
    provider = await SimulatedProvider.start();
    const recording = (sink = new RecordingSink());
    const apiKey = 'upstream-key';

    @Module({
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openai({ apiKey, baseUrl: `${provider.url}/v1`, openEnded: true }),
            anthropic({ apiKey, baseUrl: provider.url, openEnded: true }),
          ],
          log: 'off',
          ...options,
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [{ provide: RecordingSink, useValue: recording }],
    })
    class AppModule {}

    app = await createApp(platform, AppModule);
    app.useGlobalFilters(new OpenAiExceptionFilter());
    url = await listen(app);
  };

  afterEach(async () => {
    await app.close();
    await provider.close();
  });

  const post = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ messages: hello, ...body }),
    });

  const rules = [{ name: 'go on', then: { continueStreams: true } }];

  it.each([
    ['one wire format', 'openai/fault-cut-3+parts-8', 'openai/sim-fast'],
    ['two wire formats', 'anthropic/fault-cut-3+parts-8', 'openai/sim-fast'],
  ])('a stream that breaks off goes on: one beginning, one end (%s)', async (_, first, second) => {
    await start({
      tiers: { pair: { models: [first, second], strategy: 'priority' } },
      routing: { rules },
    });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: 'tier:pair',
      messages: hello,
      stream: true,
      stream_options: { include_usage: true },
    });
    const ids = new Set<string>();
    let finishes = 0;
    let roles = 0;
    let text = '';
    let usage: OpenAI.CompletionUsage | undefined | null;
    for await (const chunk of stream) {
      ids.add(chunk.id);
      const [choice] = chunk.choices;
      if (choice?.delta.role) roles++;
      if (choice?.finish_reason) finishes++;
      text += choice?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    expect([ids.size, roles, finishes]).toEqual([1, 1, 1]);
    expect(text.length).toBeGreaterThan(20);
    const [call] = sink.calls;
    expect(call).toMatchObject({
      status: 'succeeded',
      attempts: [
        { model: first, status: 'interrupted' },
        { model: second, status: 'succeeded', kind: 'continuation' },
      ],
    });
    expect(usage?.completion_tokens).toBe(call!.usage.output);
  });

  it('who finds all places taken is refused at once, with Retry-After', async () => {
    await start({
      tiers: { one: ['openai/sim-fast'] },
      concurrency: { initial: 1, min: 1, max: 1, queue: 0 },
    });
    provider.pause();
    const first = post({ model: 'tier:one' });
    await until(() => provider.requests.length > 0);
    const refused = await post({ model: 'tier:one' });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: 'router_overloaded' } });
    provider.resume();
    expect((await first).status).toBe(200);
  });

  it('who finds all places taken waits, the more important first', async () => {
    await start({
      tiers: { one: ['openai/sim-fast'] },
      concurrency: { initial: 1, min: 1, max: 1 },
      routing: {
        rules: [
          { name: 'vip', when: { headers: { 'x-who': 'vip' } }, then: { priority: 'high' } },
          { name: 'batch', when: { headers: { 'x-who': 'batch' } }, then: { priority: 'low' } },
        ],
      },
    });
    provider.pause();
    const order: string[] = [];
    const ask = async (who: string) => {
      const response = await post({ model: 'tier:one' }, { 'x-who': who });
      expect(response.status).toBe(200);
      order.push(who);
    };
    const calls = [ask('first')];
    await until(() => provider.requests.length > 0);
    const waiting = ['batch', 'anybody', 'vip'];
    for (const who of waiting) {
      calls.push(ask(who));
      await until(() => app.get(LlmRouter).callsUnderWay === calls.length);
    }
    provider.resume();
    await Promise.all(calls);
    expect(order).toEqual(['first', 'vip', 'anybody', 'batch']);
  });

  it('says from which rung it answers', async () => {
    await start({
      tiers: {
        one: {
          models: ['openai/fault-status-500'],
          degrade: { smaller: ['openai/sim-fast'], answer: 'Later.' },
        },
      },
      retries: { baseDelay: 0, perTarget: 1 },
    });
    for (const stream of [false, true]) {
      const response = await post({ model: 'tier:one', stream });
      expect(response.headers.get('x-llm-router-degraded')).toBe('smaller');
      await response.text();
    }
    provider.behave({ model: 'sim-fast', status: 500 });
    const last = await post({ model: 'tier:one' });
    expect(last.headers.get('x-llm-router-degraded')).toBe('static');
    expect(await last.json()).toMatchObject({
      model: 'tier:one',
      choices: [{ message: { content: 'Later.' }, finish_reason: 'stop' }],
    });
  });

  it('passes the deadline upstream', async () => {
    await start({ tiers: { one: ['openai/sim-fast'] } });
    await post({ model: 'tier:one' }, { 'x-request-timeout-ms': '5000' });
    const sent = Number(provider.requests[0]!.headers['x-request-timeout-ms']);
    expect(sent).toBeGreaterThan(4_000);
    expect(sent).toBeLessThanOrEqual(5_000);
  });
});
