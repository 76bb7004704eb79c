import { setTimeout as wait } from 'node:timers/promises';
import { Body, Controller, Injectable, Module, Post, Scope, type Type } from '@nestjs/common';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import {
  CacheCompletion,
  type Completion,
  LlmRouter,
  LlmRouterModule,
  prompt,
  Redact,
  RouteModel,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';

const provider = new FakeProvider();
const sink = new RecordingSink();

@RouteModel({ tier: 'cheap', tags: { app: 'test' } })
@Injectable()
class Summaries {
  constructor(private readonly router: LlmRouter) {}

  @RouteModel({ model: 'fake/summary', tags: { feature: 'summary' } })
  async inside(text: string): Promise<Completion> {
    await wait(Math.random() * 5);
    return this.router.complete(text);
  }

  returned(text: string): unknown {
    return prompt`Summarise: ${text}`;
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  constructor(private readonly router: LlmRouter) {}

  @RouteModel({ tier: 'premium' })
  ask(text: string): Promise<Completion> {
    return this.router.complete(text);
  }
}

@Controller()
class SummaryController {
  constructor(
    private readonly summaries: Summaries,
    private readonly perRequest: PerRequest,
    private readonly router: LlmRouter,
  ) {}

  @Post('summarise')
  @RouteModel({ tier: 'cheap', fallback: ['fake/spare'] })
  @CacheCompletion({ ttl: '10m' })
  @Redact()
  summarise(@Body() dto: { text: string }) {
    return prompt`Summarise in two sentences: ${dto.text}`;
  }

  @Post('route/:tier')
  @RouteModel({ tier: 'premium' })
  async premium(@Body() dto: { text: string }) {
    await wait(Math.random() * 5);
    return this.router.complete(dto.text);
  }

  @Post('service')
  service(@Body() dto: { text: string }) {
    return this.summaries.inside(dto.text);
  }

  @Post('returned')
  returned(@Body() dto: { text: string }) {
    return this.summaries.returned(dto.text);
  }

  @Post('scoped')
  scoped(@Body() dto: { text: string }) {
    return this.perRequest.ask(dto.text);
  }

  @Post('untouched')
  @RouteModel({ tier: 'cheap' })
  untouched() {
    return { messages: 'not a request' };
  }
}

const options = {
  providers: [provider],
  tiers: { cheap: ['fake/small'], premium: ['fake/large'] },
  routing: { defaultModel: 'fake/plain' },
  retries: { attempts: 1 },
};

@Module({
  imports: [LlmRouterModule.forRoot(options)],
  controllers: [SummaryController],
  providers: [Summaries, PerRequest, { provide: RecordingSink, useValue: sink }],
})
class TestApp {}

const platforms = {
  express: () =>
    NestFactory.create<NestExpressApplication>(TestApp, new ExpressAdapter(), { logger: false }),
  fastify: () =>
    NestFactory.create<NestFastifyApplication>(TestApp, new FastifyAdapter(), { logger: false }),
};

describe.each(Object.entries(platforms))('decorators on %s', (_platform, create) => {
  let app: NestExpressApplication | NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    app = await create();
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  });

  beforeEach(() => {
    provider.calls.length = 0;
    sink.events.length = 0;
  });

  afterAll(() => app.close());

  const post = (path: string, text: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ text }),
    });

  it('completes a returned prompt, redacts it, and puts back what it took out', async () => {
    const response = await post('summarise', `Write to ann-${_platform}@example.com.`);
    const completion = (await response.json()) as Completion;
    expect(response.status).toBe(201);
    expect(completion.model).toBe('fake/small');
    expect(completion.text).toContain(`ann-${_platform}@example.com`);
    const sent = JSON.stringify(provider.calls[0]?.request);
    expect(sent).not.toContain('example.com');
    expect(sent).toContain('Summarise in two sentences');
  });

  it('serves the same request from the cache', async () => {
    const first = (await (await post('summarise', `same on ${_platform}`)).json()) as Completion;
    const again = (await (await post('summarise', `same on ${_platform}`)).json()) as Completion;
    expect([first.cache, again.cache]).toEqual(['miss', 'hit']);
    expect(again.text).toBe(first.text);
    expect(again.cost.usd).toBe('0');
    expect(provider.calls).toHaveLength(1);
  });

  it('answers with server-sent events where the client accepts them', async () => {
    const response = await post('summarise', `streamed on ${_platform}`, {
      accept: 'text/event-stream',
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const body = await response.text();
    expect(body).toContain(`streamed on ${_platform}`);
    const last = body.trimEnd().split('\n\n').at(-1)!;
    expect(last).toMatch(/^event: completion\ndata: /);
    expect(JSON.parse(last.split('data: ')[1]!)).toMatchObject({ model: 'fake/small' });
  });

  it('gives a router error its own status, and no stack', async () => {
    provider.respondWith({ error: 'overloaded' });
    const response = await post('route/x', 'x');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ statusCode: 503, code: 'attempts_exhausted' });
    expect(body).not.toContain('at ');
  });

  it('obeys the decorators of services, of their classes, and of request-scoped ones', async () => {
    for (const path of ['service', 'returned', 'scoped']) {
      expect((await post(path, 'x')).status).toBe(201);
    }
    expect(provider.calls.map((call) => call.upstreamModel)).toEqual(['summary', 'small', 'large']);
    expect(sink.calls[0]?.tags).toEqual({ app: 'test', feature: 'summary' });
  });

  it('leaves other return values alone', async () => {
    expect(await (await post('untouched', 'x')).json()).toEqual({ messages: 'not a request' });
  });

  it('never mixes up the directives of 200 interleaved requests', async () => {
    const paths = { summarise: 'small', 'route/x': 'large', service: 'summary', scoped: 'large' };
    const names = Object.keys(paths) as (keyof typeof paths)[];
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        post(names[index % names.length]!, `marker-${_platform}-${index}.`),
      ),
    );
    expect(provider.calls).toHaveLength(200);
    for (const { request, upstreamModel } of provider.calls) {
      const index = Number(/marker-\w+-(\d+)\./.exec(JSON.stringify(request.messages))?.[1]);
      expect(upstreamModel).toBe(paths[names[index % names.length]!]);
    }
  });
});

describe('decorators at boot', () => {
  const boot = (decorated: Type) => {
    @Module({ imports: [LlmRouterModule.forRoot(options)], providers: [decorated] })
    class App {}
    return NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
  };

  it('refuses a name that stands for nothing, and says where it stands', async () => {
    @Injectable()
    class Wrong {
      @RouteModel({ tier: 'cheep' })
      ask() {}
    }
    await expect(boot(Wrong)).rejects.toThrow(
      'Wrong.ask: The model "tier:cheep" does not exist here. Did you mean: tier:cheap?',
    );
  });

  it('refuses an unknown strategy', async () => {
    @Injectable()
    class Wrong {
      @RouteModel({ strategy: 'best' })
      ask() {}
    }
    await expect(boot(Wrong)).rejects.toThrow(
      'Wrong.ask: strategy: no strategy is called "best". Known: balanced, cheapest, fastest, least-busy, price-weighted, priority, sticky, throughput, weighted.',
    );
  });
});
