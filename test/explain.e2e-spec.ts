import Anthropic from '@anthropic-ai/sdk';
import { type INestApplication, Module } from '@nestjs/common';
import {
  anthropic,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  openai,
  OpenAiExceptionFilter,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import OpenAI from 'openai';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen, PLATFORMS } from './support/platforms.js';

const hello = [{ role: 'user' as const, content: 'Say something.' }];
const explained = { headers: { 'x-llm-router-explain': 'true' } };
const models = ['openai/sim-fast', 'anthropic/sim-fast'];

/** The doors, each as JSON and as a stream. */
const doors = {
  chat: (model: string, stream: boolean) =>
    ['/v1/chat/completions', { model, stream, messages: hello }] as const,
  messages: (model: string, stream: boolean) =>
    ['/v1/messages', { model, stream, max_tokens: 50, messages: hello }] as const,
  responses: (model: string, stream: boolean) =>
    ['/v1/responses', { model, stream, input: 'Say something.' }] as const,
};
const everyAnswer = Object.entries(doors).flatMap(([door, ask]) =>
  [false, true].map((stream) => [`${door}, ${stream ? 'stream' : 'JSON'}`, ask, stream] as const),
);

describe.each(PLATFORMS)('explaining on %s', (platform) => {
  let provider: SimulatedProvider;
  let app: INestApplication;
  let url: string;
  let sink: RecordingSink;

  beforeAll(async () => {
    provider = await SimulatedProvider.start();
    sink = new RecordingSink();

    @Module({
      imports: [
        LlmRouterModule.forRoot({
          providers: [
            openai({
              apiKey: [{ key: 'upstream-key', alias: 'upstream-alias' }],
              baseUrl: `${provider.url}/v1`,
              openEnded: true,
            }),
            anthropic({ apiKey: 'upstream-key', baseUrl: provider.url, openEnded: true }),
          ],
          tiers: {
            laddered: { models: ['openai/first'], degrade: { smaller: ['openai/second'] } },
          },
          routing: { strategy: 'priority' },
          retries: { baseDelay: 0, perTarget: 1, budgetFloor: 1_000 },
          breaker: false,
        }),
        LlmHttpModule.forRoot(),
      ],
      providers: [{ provide: RecordingSink, useValue: sink }],
    })
    class AppModule {}

    app = await createApp(platform, AppModule);
    app.useGlobalFilters(new OpenAiExceptionFilter());
    url = await listen(app);
  });

  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  beforeEach(() => {
    provider.reset();
    sink.events.length = 0;
  });

  async function ask(
    [path, body]: readonly [string, object],
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
  const asking = (path: readonly [string, object]) => ask(path, explained.headers);
  const client = () => new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the clients' types do not know the field
  const recordIn = (value: unknown) => (value as any).llm_router;

  /** What every record of a call of one successful attempt has to say. */
  function expectRecord(record: unknown, model: string): void {
    expect(record).toMatchObject({
      id: sink.calls.at(-1)?.id,
      status: 'succeeded',
      decision: {
        asked: model,
        strategy: 'priority',
        prompt_tokens: expect.any(Number),
        candidates: [{ candidate: model, place: 0 }],
      },
      attempts: [
        {
          index: 0,
          model,
          kind: 'first',
          status: 'succeeded',
          first_part_ms: expect.any(Number),
          duration_ms: expect.any(Number),
        },
      ],
      rung: null,
    });
    const { words } = record as { words: string[] };
    expect(words).toContain(`The answer came from ${model}, the first choice.`);
    expect(JSON.stringify(record)).not.toMatch(/upstream-(key|alias)/);
  }

  describe.each(models)('a call of %s', (model) => {
    it("is explained to OpenAI's client, in the completion and behind the last chunk", async () => {
      const completion = await client().chat.completions.create(
        { model, messages: hello },
        explained,
      );
      expectRecord(recordIn(completion), model);

      const request = { model, messages: hello, stream_options: { include_usage: true } };
      const stream = client().chat.completions.stream(request, explained);
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      expect(chunks.at(-1)).toMatchObject({ object: 'chat.completion.chunk', choices: [] });
      expectRecord(recordIn(chunks.at(-1)), model);
      const { choices, usage } = await stream.finalChatCompletion();
      expect(choices[0]?.message.content).toBe(completion.choices[0]?.message.content);
      expect(usage?.completion_tokens).toBeGreaterThan(0);
    });

    it("is explained to OpenAI's client of Responses, and not kept with the response", async () => {
      const ask = { model, input: 'Say something.' };
      const response = await client().responses.create(ask, explained);
      expectRecord(recordIn(response), model);
      expect(await client().responses.retrieve(response.id)).not.toHaveProperty('llm_router');

      const stream = client().responses.stream(ask, explained);
      const final = await stream.finalResponse();
      expectRecord(recordIn(final), model);
      expect(final.output_text).toBe(response.output_text);
    });

    it("is explained to Anthropic's client, in the message and in its last event", async () => {
      const own = new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0 });
      const ask = { model, max_tokens: 50, messages: hello };
      const message = await own.messages.create(ask, explained);
      expectRecord(recordIn(message), model);

      const stream = own.messages.stream(ask, explained);
      const events: Anthropic.MessageStreamEvent[] = [];
      stream.on('streamEvent', (event) => events.push(event));
      const final = await stream.finalMessage();
      expect(events.map(({ type }) => type).filter((it) => it === 'message_stop')).toHaveLength(1);
      expectRecord(recordIn(events.at(-1)), model);
      expect(final.content).toEqual(message.content);
      expect(final.stop_reason).toBe('end_turn');
    });
  });

  it.each(everyAnswer)('adds nothing but the record: %s', async (_, door, stream) => {
    for (const model of models) {
      const plain = await ask(door(model, stream));
      const told = await asking(door(model, stream));
      expect(plain.text).not.toContain('llm_router');
      expect(told.text).toContain('llm_router');
      expect(payloads(told.text)).toEqual(payloads(plain.text));
    }
  });

  it('explains a call for vectors', async () => {
    const body = { model: 'openai/embed-small', input: 'a text' };
    const { text } = await asking(['/v1/embeddings', body]);
    const { llm_router: record, data } = JSON.parse(text);
    expect(data).toHaveLength(1);
    expect(record).toMatchObject({
      id: sink.calls[0]?.id,
      attempts: [{ model: 'openai/embed-small', status: 'succeeded' }],
    });
    expect((await ask(['/v1/embeddings', body])).text).not.toContain('llm_router');
  });

  it.each(everyAnswer)('tells that an answer is degraded: %s', async (_, door, stream) => {
    provider.behave({ model: 'first', status: 503 });
    const { headers, text } = await asking(door('tier:laddered', stream));
    expect(headers.get('x-llm-router-degraded')).toBe('smaller');
    expect(headers.get('x-llm-router-model')).toBe('openai/second');
    expect(text).toContain('"rung":"smaller"');
    expect(text).toContain('The answer came from openai/second, a smaller model.');
    const first = await ask(door('openai/second', stream));
    expect(first.headers.get('x-llm-router-degraded')).toBeNull();
  });

  it.each(everyAnswer)(
    'explains a failure, and only where that is asked for: %s',
    async (_, door, stream) => {
      provider.behave({ status: 503 });
      const { status, headers, text } = await asking(door('tier:laddered', stream));
      expect(status).toBeGreaterThanOrEqual(500);
      expect(headers.get('x-llm-router-degraded')).toBe('refused');
      const { error, llm_router: record } = JSON.parse(text);
      expect(error.message).toContain('attempts failed');
      expect(record).toMatchObject({
        id: headers.get('x-request-id'),
        status: 'failed',
        rung: 'refused',
        attempts: [
          { model: 'openai/first', kind: 'first', status: 'failed', cost_usd: '0' },
          { model: 'openai/second', kind: 'failover', rung: 'smaller', status: 'failed' },
        ],
      });
      expect(record.words).toContain(
        'The ladder of the tier was tried to its end, and nobody on it answered.',
      );
      const silent = await ask(door('tier:laddered', stream));
      expect(silent.text).not.toContain('llm_router');
      expect(silent.headers.get('x-llm-router-degraded')).toBe('refused');
    },
  );

  it.each(everyAnswer)('explains a reply that broke off: %s', async (_, door, stream) => {
    provider.behave({ cutAfterParts: 2 });
    const { text } = await asking(door('openai/sim-fast', stream));
    const [data = ''] = stream
      ? text.split('\n').filter((line) => line.includes('"llm_router"'))
      : [text];
    const body = JSON.parse(data.replace(/^data: /, ''));
    const record = recordIn(body) ?? recordIn(body.response);
    expect(record).toMatchObject({
      id: sink.calls[0]?.id,
      status: stream ? 'interrupted' : 'failed',
    });
  });

  it('says what is legal in the header', async () => {
    const { status, text } = await ask(doors.chat('openai/sim-fast', false), {
      'x-llm-router-explain': 'please',
    });
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatchObject({
      param: 'x-llm-router-explain',
      message: 'x-llm-router-explain must be true or false, not "please".',
    });
    expect(sink.calls).toEqual([]);
  });

  it('has nothing to explain where no call began', async () => {
    const { status, text } = await asking(['/v1/chat/completions', { model: 'openai/sim-fast' }]);
    expect(status).toBe(400);
    expect(text).not.toContain('llm_router');
  });

  it('gives the same explanation again under an idempotency key', async () => {
    const headers = { ...explained.headers, 'idempotency-key': `explained-${platform}` };
    const first = await ask(doors.chat('openai/sim-fast', true), headers);
    const again = await ask(doors.chat('openai/sim-fast', true), headers);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.text).toBe(first.text);
    expect(sink.calls).toHaveLength(1);
  });

  it('tells in process what would happen, and asks nobody', async () => {
    const router = app.get(LlmRouter);
    const explanation = await router.explain(
      { model: 'tier:laddered', messages: hello },
      { caller: { user: 'ada' } },
    );
    expect(explanation).toMatchObject({
      decision: { asked: 'tier:laddered', strategy: 'priority' },
      targets: [{ candidate: 'openai/first' }, { candidate: 'openai/second', rung: 'smaller' }],
    });
    expect(explanation.words[1]).toBe(
      'It would go to openai/first; where that fails, to openai/second (a smaller model).',
    );
    expect(provider.requests).toEqual([]);
    expect(sink.events).toEqual([]);
    expect(router.callsUnderWay).toBe(0);
  });

  it('tells in process why nobody would be asked', async () => {
    const { refusal, targets, words } = await app
      .get(LlmRouter)
      .explain('Hello', { route: { model: 'tier:laddered', ignore: ['openai'] } });
    expect(targets).toEqual([]);
    expect(refusal).toMatchObject({ code: 'no_candidate' });
    expect(words[1]).toMatch(/^It would be refused with no_candidate: /);
    expect(words.join(' ')).toContain('Left out: openai/first by the filter ');
  });
});

const OWN_TO_A_CALL = new Set([
  'llm_router',
  'id',
  'item_id',
  'created',
  'created_at',
  'completed_at',
]);

/** What an answer says, without its record, and without what no two calls share. */
function payloads(text: string): unknown[] {
  const texts = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
  return texts
    .filter((it) => it !== '[DONE]' && !it.includes('"choices":[],"llm_router"'))
    .map((it) =>
      JSON.parse(it, (name, value: unknown) => (OWN_TO_A_CALL.has(name) ? undefined : value)),
    );
}
