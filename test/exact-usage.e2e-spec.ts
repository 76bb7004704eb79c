import type { ServerResponse } from 'node:http';
import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import {
  anthropic,
  type CallSettled,
  type ChatMessage,
  LlmRouter,
  LlmRouterModule,
  openaiCompatible,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import { HostileUpstream, type Misbehaviour } from './hostile/hostile-upstream.js';
import { until } from './support/until.js';

/** Of both, four characters are not a token: a guess is not taken for a count. */
const QUESTION = 'Was ergibt 12 × 34, und wie weit ist es von Zürich nach Genf?';
const ANSWER = '408; es sind 277 km – größtenteils auf der A1.';
const hello: ChatMessage[] = [{ role: 'user', content: QUESTION }];
/** What frames a message is four tokens. */
const PROMPT = 4 + countTokens(QUESTION);
const WRITTEN = countTokens(ANSWER);
/** Pico-dollars a token: prices are by the million. */
const DOLLAR = 1_000_000n;

const completion = (rest: object) => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
  ...rest,
});
const json =
  (body: object): Misbehaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const begin = (response: ServerResponse, ...events: object[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
};
const delta = (content: string) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});
const told = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };

const BEHAVIOURS: Readonly<Record<string, Misbehaviour>> = {
  silent: json(completion({})),
  negative: json(completion({ usage: { prompt_tokens: -900, completion_tokens: -1 } })),
  strings: json(completion({ usage: { prompt_tokens: '12', completion_tokens: '1' } })),
  huge: json(completion({ usage: { prompt_tokens: 1e15, completion_tokens: 1e12 } })),
  'half-right': json(completion({ usage: { ...told, completion_tokens: -10, total_tokens: 7 } })),
  'more-cached-than-sent': json(
    completion({ usage: { ...told, prompt_tokens_details: { cached_tokens: 5_000 } } }),
  ),
  flex: json(completion({ usage: told, service_tier: 'flex' })),
  plain: json(completion({ usage: told })),
  'hangs-amid-stream': (response) => begin(response, delta(ANSWER)),
  'breaks-amid-stream': (response) => {
    begin(response, delta(ANSWER));
    response.write('data: {broken\n\n');
  },
  'claude-hangs': (response) =>
    begin(
      response,
      {
        type: 'message_start',
        message: {
          id: 'm',
          type: 'message',
          role: 'assistant',
          model: 'claude-hangs',
          content: [],
          usage: {
            input_tokens: 3,
            cache_read_input_tokens: 900,
            cache_creation_input_tokens: 70,
            cache_creation: { ephemeral_5m_input_tokens: 50, ephemeral_1h_input_tokens: 20 },
            output_tokens: 1,
            service_tier: 'priority',
          },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ANSWER } },
    ),
};

/** What calls took and cost, whatever their providers say or leave out, over real sockets and with the real tokenizer. */
describe('exact usage', () => {
  let upstream: HostileUpstream;
  let context: INestApplicationContext;
  let router: LlmRouter;
  const sink = new RecordingSink();

  beforeAll(async () => {
    upstream = await HostileUpstream.start(BEHAVIOURS);
    const rates = {
      input: 1,
      output: 10,
      image: 0.5,
      serviceTiers: { flex: { input: 0.5, output: 5 } },
    };
    const models = Object.keys(BEHAVIOURS).map((id) => ({ id, price: rates }));
    context = await NestFactory.createApplicationContext(
      {
        module: class App {},
        imports: [
          LlmRouterModule.forRoot({
            providers: [
              openaiCompatible({ id: 'v', baseUrl: `${upstream.url}/v1`, models }),
              anthropic({
                id: 'claude',
                apiKey: 'k',
                baseUrl: upstream.url,
                models: [
                  {
                    id: 'claude-hangs',
                    price: {
                      input: 1,
                      output: 10,
                      cacheRead: 0.1,
                      cacheWrite: 2,
                      cacheWriteLong: 3,
                      serviceTiers: {
                        priority: {
                          input: 10,
                          output: 100,
                          cacheRead: 1,
                          cacheWrite: 20,
                          cacheWriteLong: 30,
                        },
                      },
                    },
                  },
                ],
              }),
            ],
            retries: { attempts: 1 },
            breaker: false,
            log: 'off',
          }),
        ],
        providers: [{ provide: RecordingSink, useValue: sink }],
      },
      { logger: false },
    );
    router = context.get(LlmRouter);
    // The tokenizer has to be loaded first; until then, tokens are guessed.
    const loaded = async () => {
      const { usage } = await router.complete({ model: 'v/silent', messages: hello });
      return usage.input === PROMPT;
    };
    await until(loaded);
  });

  afterAll(async () => {
    await context.close();
    await upstream.stop();
  });

  beforeEach(() => void (sink.events.length = 0));

  const settled = (): CallSettled => {
    expect(sink.calls).toHaveLength(1);
    return sink.calls[0]!;
  };

  it.each([
    ['silent', false],
    ['negative', true],
    ['strings', true],
    ['huge', true],
  ])('a %s usage is counted by the tokenizer, and marked', async (model, suspect) => {
    const { text, usage, cost } = await router.complete({ model: `v/${model}`, messages: hello });
    expect(text).toBe(ANSWER);
    expect(usage).toMatchObject({ input: PROMPT, output: WRITTEN, estimated: true, suspect });
    expect(cost.pico).toBe(BigInt(PROMPT + 10 * WRITTEN) * DOLLAR);
    expect(settled().attempts[0]).toMatchObject({ usage, cost: cost.pico });
  });

  it('uses what of a usage can be right, counts the rest, and flags it', async () => {
    const { usage } = await router.complete({ model: 'v/half-right', messages: hello });
    expect(usage).toMatchObject({ input: 100, output: WRITTEN, estimated: true, suspect: true });
  });

  it('never takes more out of a class than there is', async () => {
    const { usage } = await router.complete({ model: 'v/more-cached-than-sent', messages: hello });
    expect(usage).toMatchObject({ input: 0, cacheRead: 100, output: 10, suspect: true });
    expect(usage.estimated).toBe(false);
  });

  it('bills the tier that served it, image by image, and each part sums to the whole', async () => {
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.org/a.png' } };
    const messages: ChatMessage[] = [{ role: 'user', content: [image, image] }];
    await router.complete({ model: 'v/flex', messages });
    const [attempt] = settled().attempts;
    expect(attempt).toMatchObject({
      serviceTier: 'flex',
      cost: 50n * DOLLAR + 50n * DOLLAR + 1_000_000_000_000n,
      costParts: { input: 50n * DOLLAR, output: 50n * DOLLAR, image: 1_000_000_000_000n },
    });
    const parts = Object.values(attempt!.costParts!);
    expect(parts.reduce((sum, it) => sum + it, 0n)).toBe(attempt!.cost);
  });

  const leave = async (model: string): Promise<CallSettled> => {
    const caller = new AbortController();
    const reply = await router.open({ model, messages: hello }, 'stream', caller);
    const chunks = reply.chunks[Symbol.asyncIterator]();
    let text = '';
    while (text !== ANSWER) {
      const { value } = await chunks.next();
      for (const part of value?.parts ?? []) if (part.type === 'text') text += part.text;
    }
    caller.abort();
    return reply.outcome;
  };

  it('counts what a caller got who left amid a stream', async () => {
    const outcome = await leave('v/hangs-amid-stream');
    expect(outcome).toMatchObject({
      status: 'aborted',
      usage: { input: PROMPT, output: WRITTEN, estimated: true, suspect: false },
      cost: BigInt(PROMPT + 10 * WRITTEN) * DOLLAR,
    });
    expect(settled()).toBe(outcome);
    expect(router.callsUnderWay).toBe(0);
  });

  it('counts what came of a stream that broke, before its reader hears of it', async () => {
    const read = async () => {
      for await (const part of router.stream({ model: 'v/breaks-amid-stream', messages: hello })) {
        void part;
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(settled()).toMatchObject({
      status: 'interrupted',
      usage: { input: PROMPT, output: WRITTEN, estimated: true },
    });
  });

  it('tells sinks of an attempt at once, with a guess, and of the call with the count', async () => {
    await leave('v/hangs-amid-stream');
    const [ended, call] = sink.events;
    expect(ended).toMatchObject({
      type: 'attempt-ended',
      attempt: { usage: { input: 4 + Math.ceil(Buffer.byteLength(QUESTION) / 4) } },
    });
    expect(call).toMatchObject({ type: 'call-settled', usage: { input: PROMPT } });
  });

  it('believes what a broken reply told of its prompt, class by class, and counts its answer', async () => {
    const { usage, attempts, cost } = await leave('claude/claude-hangs');
    expect(usage).toMatchObject({
      input: 3,
      cacheRead: 900,
      cacheWrite: 50,
      cacheWriteLong: 20,
      output: WRITTEN,
      estimated: true,
    });
    expect(attempts[0]).toMatchObject({ serviceTier: 'priority' });
    expect(cost).toBe(BigInt(30 + 900 + 1_000 + 600 + 100 * WRITTEN) * DOLLAR);
  });

  it('tells what a kept reply saved', async () => {
    const ask = () => router.complete({ model: 'v/plain', messages: hello }, { cache: {} });
    await ask();
    sink.events.length = 0;
    expect((await ask()).cache).toBe('hit');
    expect(settled()).toMatchObject({
      cost: 0n,
      usage: { input: 0, output: 0 },
      saved: {
        model: 'v/plain',
        provider: 'v',
        usage: { input: 100, output: 10, estimated: false },
        cost: 200n * DOLLAR,
      },
    });
  });
});
