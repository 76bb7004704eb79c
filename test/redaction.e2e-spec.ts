import {
  Body,
  Controller,
  Get,
  Injectable,
  type INestApplication,
  Module,
  Post,
  Query,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import {
  type ChatRequest,
  LlmHttpModule,
  LlmRouter,
  LlmRouterModule,
  OpenAiExceptionFilter,
  prompt,
  Redact,
  RedactionInterceptor,
  RedactionService,
  UpstreamError,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';
import { createApp, listen, PLATFORMS } from './support/platforms.js';

const MAIL = 'anna@example.com';
const CARD = '4012 8888 8888 1881';
const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
const PLACEHOLDER = /\[EMAIL_[a-z2-7]{12}\]/;

/** What the methods of the controller were given, and the provider was sent. */
const seen: unknown[] = [];
const told = (it: unknown): string =>
  JSON.stringify(it, (_name, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
const provider = new FakeProvider();
const sink = new RecordingSink();

class Answer {
  constructor(
    readonly said: string,
    readonly other = 'bob@example.com',
  ) {}
}

@Injectable()
class Letters {
  constructor(private readonly redaction: RedactionService) {}

  clean(text: string) {
    return this.redaction.redact(text, { action: 'mask' });
  }
}

@Controller('own')
@UseInterceptors(RedactionInterceptor)
class OwnController {
  constructor(private readonly letters: Letters) {}

  @Post('echo')
  @Redact({ direction: 'both' })
  echo(@Body() body: { text: string; inner: { json: string } }, @Query() query: object) {
    seen.push({ body, query });
    return { ...new Answer(body.text), inner: body.inner, list: [new Answer('x')] };
  }

  @Post('block')
  @Redact({ actions: { card: 'block' } })
  block() {
    seen.push('reached');
  }

  @Post('file')
  @Redact({ direction: 'output' })
  file() {
    return new StreamableFile(Buffer.from(MAIL));
  }

  @Get('plain')
  plain(@Query('text') text: string) {
    return { text };
  }

  @Post('complete')
  @Redact()
  complete(@Body() body: { text: string }) {
    seen.push(body.text);
    return prompt`Say: ${body.text}`;
  }

  @Post('service')
  async service(@Body() body: { text: string }) {
    const { value, entities } = await this.letters.clean(body.text);
    return { value, entities };
  }
}

@Module({
  imports: [
    LlmRouterModule.forRoot({
      providers: [provider],
      routing: {
        defaultModel: 'fake/small',
        rules: [
          {
            name: 'secret project',
            when: { model: 'fake/kestrel' },
            then: { sensitivity: 'restricted' },
          },
        ],
      },
      retries: { attempts: 2, baseDelay: 0 },
      breaker: false,
      log: 'off',
      privacy: {
        unlabelled: 'public',
        redact: { restricted: { action: 'mask', direction: 'both' } },
      },
      redact: { actions: { card: 'block' }, direction: 'both', action: 'pseudonymise' },
    }),
    LlmHttpModule.forRoot(),
  ],
  controllers: [OwnController],
  providers: [Letters, { provide: RecordingSink, useValue: sink }],
})
class TestApp {}

describe.each(PLATFORMS)('redaction on %s', (platform) => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    app = await createApp(platform, TestApp);
    app.useLogger(false);
    app.useGlobalFilters(new OpenAiExceptionFilter());
    url = await listen(app);
  });
  beforeEach(() => {
    seen.length = 0;
    provider.calls.length = 0;
    sink.events.length = 0;
  });
  afterAll(() => app.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const chat = (content: string, more: object = {}, headers: Record<string, string> = {}) =>
    post('v1/chat/completions', { messages: [{ role: 'user', content }], ...more }, headers);
  const contentOf = async (response: Response): Promise<string> =>
    ((await response.json()) as { choices: { message: { content: string } }[] }).choices[0]!.message
      .content;

  describe('of an ordinary method', () => {
    it('shows it neither body nor query, judges what it returns, and puts back what came', async () => {
      const body = { text: `I am ${MAIL}`, inner: { json: `{"mail":"${MAIL}"}` } };
      const response = await post(`own/echo?mail=${encodeURIComponent(MAIL)}`, body);
      expect(response.status).toBe(201);
      expect(JSON.stringify(seen)).not.toContain('anna');
      const [{ body: shown, query }] = seen as [{ body: typeof body; query: { mail: string } }];
      expect(JSON.parse(shown.inner.json)).toEqual({ mail: expect.stringMatching(PLACEHOLDER) });
      expect(query.mail).toMatch(PLACEHOLDER);
      expect(await response.json()).toEqual({
        said: body.text,
        other: '****',
        inner: body.inner,
        list: [{ said: 'x', other: '****' }],
      });
    });

    it('refuses what is to be blocked, in the words of the kinds', async () => {
      const response = await post('own/block', { text: CARD });
      const text = await response.text();
      expect([response.status, text.includes('content_blocked')]).toEqual([403, true]);
      expect(text).not.toContain('8888');
      expect(seen).toEqual([]);
    });

    it('leaves files alone, and methods that say nothing', async () => {
      expect(await (await post('own/file', {})).text()).toBe(MAIL);
      const plain = await fetch(`${url}/own/plain?text=${encodeURIComponent(MAIL)}`);
      expect(await plain.json()).toEqual({ text: MAIL });
    });

    it('goes together with prompts that it returns', async () => {
      const response = await post('own/complete', { text: MAIL });
      expect(((await response.json()) as { text: string }).text).toBe(`Say: ${MAIL}`);
      expect(JSON.stringify([seen, provider.calls[0]?.request])).not.toContain(MAIL);
    });

    it('is a service, too', async () => {
      const response = await post('own/service', { text: `to ${MAIL}` });
      expect(await response.json()).toEqual({ value: 'to ****', entities: ['email'] });
    });
  });

  describe('of an answer', () => {
    it('masks what the model says of its own, and restores the caller’s, in a stream', async () => {
      provider.respondWith({ text: ['Write to ', 'bob@exam', 'ple.com', ' today.'] });
      const response = await chat('Hi', { stream: true });
      const events = await response.text();
      expect(events).not.toContain('bob@');
      const text = [...events.matchAll(/"content":"([^"]*)"/g)].map(([, it]) => it).join('');
      expect(text).toBe('Write to **** today.');
      expect(await contentOf(await chat(`Echo ${MAIL}`))).toBe(`Echo ${MAIL}`);
    });

    it.each([true, false])('is refused as a whole in time (stream: %s)', async (stream) => {
      provider.respondWith(`Her card: ${CARD}.`);
      const response = await chat('Hi', { stream });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        error: { code: 'content_blocked', message: expect.stringContaining('answer') },
      });
      expect(sink.calls).toMatchObject([
        {
          status: 'failed',
          failure: { code: 'content_blocked' },
          findings: [{ direction: 'output', entity: 'card', action: 'block', count: 1 }],
        },
      ]);
    });

    it('breaks off with an error event where it has begun', async () => {
      provider.respondWith({ text: ['A first line.\n', `Her card: ${CARD}.\n`] });
      const response = await chat('Hi', { stream: true });
      const events = await response.text();
      expect(response.status).toBe(200);
      expect(events).toContain('A first line.');
      expect(events).toContain('"code":"content_blocked"');
      expect(events).not.toContain('8888');
      expect(events).not.toContain('[DONE]');
    });
  });

  it('puts values into arguments of tools, as deep as these go', async () => {
    const router = app.get(LlmRouter);
    const sent = MAIL;
    provider.respondWith('ready');
    await router.complete(sent);
    const placeholder = (provider.calls[0]!.request.messages[0] as { content: string }).content;
    expect(placeholder).toMatch(PLACEHOLDER);
    const argued = { to: placeholder, inner: JSON.stringify({ to: placeholder }) };
    provider.respondWith({ toolCalls: [{ name: 'send', arguments: argued }] });
    const { message } = await router.complete(sent);
    const args = JSON.parse(message.tool_calls![0]!.function.arguments) as typeof argued;
    expect([args.to, JSON.parse(args.inner)]).toEqual([MAIL, { to: MAIL }]);
  });

  it('tells what it found: in the record of the decision, to sinks, to nobody else', async () => {
    const response = await chat(`${MAIL} ${MAIL}`, {}, { 'x-llm-router-explain': 'true' });
    const text = await response.text();
    expect(sink.calls[0]?.findings).toEqual([
      { direction: 'input', entity: 'email', action: 'pseudonymise', count: 2 },
    ]);
    expect(told(sink.calls)).not.toContain(MAIL);
    expect(text).toContain('"entity":"email"');
    expect(text).toContain('Redaction found in the prompt: 2 × email (pseudonymise).');
  });

  it('goes by the class that a rule gives a call', async () => {
    provider.respondWith('Ask bob@example.com.', 'Ask bob@example.com.');
    expect(await contentOf(await chat(`kestrel ${MAIL}`, { model: 'fake/kestrel' }))).toBe(
      'Ask ****.',
    );
    expect(JSON.stringify(provider.calls[0]?.request)).toContain('kestrel ****');
    await chat(`sparrow ${MAIL}`);
    expect(JSON.stringify(provider.calls[1]?.request)).toMatch(PLACEHOLDER);
  });

  it('gives equal prompts one kept reply, with the values of each', async () => {
    const router = app.get(LlmRouter);
    const ask = `kept for ${MAIL} on ${platform}`;
    const first = await router.complete(ask, { cache: {} });
    const again = await router.complete(ask, { cache: {} });
    expect([first.cache, again.cache]).toEqual(['miss', 'hit']);
    expect([first.text, again.text]).toEqual([ask, ask]);
  });

  it('lets no secret out that a provider tells of', async () => {
    const refusal = new UpstreamError(`Provider fake refused the request: Bad key ${TOKEN}.`, {
      code: 'bad_request',
      provider: 'fake',
    });
    const open = jest.spyOn(provider, 'open').mockRejectedValueOnce(refusal);
    const response = await chat('Hi');
    open.mockRestore();
    const all = `${await response.text()} ${told(sink.events)}`;
    expect(all).toContain('Bad key [secret].');
    expect(all).not.toContain('a1B2c3');
  });

  it('is the same for every attempt, wherever a value stands', async () => {
    provider.respondWith({ error: 'overloaded' }, 'ok');
    const request = {
      messages: [
        { role: 'system', content: MAIL, name: MAIL },
        { role: 'user', content: [{ type: 'text', text: MAIL }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            {
              id: 'c',
              type: 'function',
              function: { name: 'f', arguments: JSON.stringify({ deep: `{"a":"${MAIL}"}` }) },
            },
          ],
        },
        { role: 'tool', tool_call_id: 'c', content: `{"mail":"${MAIL}"}` },
      ],
      tools: [
        {
          type: 'function',
          function: {
            name: 'f',
            description: MAIL,
            parameters: { type: 'object', properties: { a: { enum: [MAIL], default: MAIL } } },
          },
        },
      ],
      prediction: { type: 'content', content: MAIL },
      user: MAIL,
      metadata: { a: MAIL },
      unheard_of: { of: [MAIL] },
    } as unknown as ChatRequest;
    const response = await post('v1/chat/completions', { model: 'fake/small', ...request });
    expect(response.status).toBe(200);
    expect(provider.calls).toHaveLength(2);
    const [first, second] = provider.calls.map((it) => JSON.stringify(it.request));
    expect(first).not.toContain('anna');
    expect(second).toBe(first);
    expect(new Set(first!.match(new RegExp(PLACEHOLDER, 'g'))).size).toBe(1);
  });
});

it('stops the boot where a decorator names what nobody finds', async () => {
  class Wrong {
    @Redact({ actions: { emial: 'mask' } })
    method(): void {}
  }
  const module = {
    module: class WrongModule {},
    imports: [LlmRouterModule.forRoot({ providers: [provider] })],
    providers: [Wrong],
  };
  const app = await createApp('express', module);
  await expect(app.init()).rejects.toThrow(
    'Wrong.method: redact.actions: No redactor finds "emial". Did you mean: email?',
  );
});
