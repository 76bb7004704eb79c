import {
  Controller,
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type Provider,
  Scope,
  Sse,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type Candidate,
  type CandidateFilter,
  type EventSink,
  LlmFilter,
  LlmProvider,
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
  type LlmRouterOptionsFactory,
  LlmSink,
  LlmStrategy,
  RouteModel,
  type RoutingStrategy,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';
import { createApp, listen, PLATFORMS } from './support/platforms.js';

const TIERS = Symbol('tiers');
const options = (tiers: LlmRouterOptions['tiers'] = { cheap: ['fake/a', 'fake/b'] }) => ({
  providers: [new FakeProvider()],
  tiers: tiers,
  routing: { strategy: 'priority' },
});

async function boot(router: DynamicModule, providers: Provider[] = []) {
  @Module({ imports: [router], providers })
  class App {}
  return NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
}

async function answerOf(router: DynamicModule, providers: Provider[] = [], tier = 'cheap') {
  const context = await boot(router, providers);
  try {
    return await context.get(LlmRouter).complete('hello', { route: { tier } });
  } finally {
    await context.close();
  }
}

describe('LlmRouterModule', () => {
  @Injectable()
  class Settings implements LlmRouterOptionsFactory {
    createLlmRouterOptions() {
      return options();
    }
  }

  @Module({
    providers: [Settings, { provide: TIERS, useValue: { cheap: ['fake/injected'] } }],
    exports: [Settings, TIERS],
  })
  class SettingsModule {}

  it.each<[string, () => DynamicModule, string]>([
    ['forRoot', () => LlmRouterModule.forRoot(options()), 'fake/a'],
    [
      'useFactory, with what it injects',
      () =>
        LlmRouterModule.forRootAsync({
          imports: [SettingsModule],
          inject: [TIERS],
          useFactory: async (tiers: LlmRouterOptions['tiers']) => options(tiers),
        }),
      'fake/injected',
    ],
    ['useClass', () => LlmRouterModule.forRootAsync({ useClass: Settings }), 'fake/a'],
    [
      'useExisting',
      () => LlmRouterModule.forRootAsync({ imports: [SettingsModule], useExisting: Settings }),
      'fake/a',
    ],
  ])('takes its options by %s', async (_name, router, model) => {
    expect(await answerOf(router())).toMatchObject({ text: 'hello', model });
  });

  it('is global unless it is told not to be', async () => {
    @Injectable()
    class Elsewhere {
      constructor(readonly router: LlmRouter) {}
    }
    @Module({ providers: [Elsewhere] })
    class OtherModule {}
    const with_ = (isGlobal?: boolean) => {
      const router = LlmRouterModule.forRoot({
        ...options(),
        ...(isGlobal === undefined ? {} : { isGlobal }),
      });
      @Module({ imports: [router, OtherModule] })
      class App {}
      return NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
    };
    const context = await with_();
    expect(context.get(Elsewhere, { strict: false }).router).toBeInstanceOf(LlmRouter);
    await context.close();
    await expect(with_(false)).rejects.toThrow(/LlmRouter/);
  });

  it('says at boot what does not exist, and what does', async () => {
    await expect(
      boot(LlmRouterModule.forRoot(options({ cheap: ['opnai/gpt-4.1'] }))),
    ).rejects.toThrow('tiers.cheap[0]: no provider is called "opnai". Known: fake.');
    await expect(
      boot(LlmRouterModule.forRoot({ ...options(), routing: { strategy: 'best' } })),
    ).rejects.toThrow(
      'routing.strategy: no strategy is called "best". Known: balanced, cheapest, fastest, least-busy, price-weighted, priority, sticky, throughput, weighted.',
    );
    await expect(
      boot(LlmRouterModule.forRoot({ ...options(), timeouts: { total: 'soon' as never } })),
    ).rejects.toThrow('"soon" is not a duration.');
  });
});

describe('plugins', () => {
  @LlmStrategy()
  class Reverse implements RoutingStrategy {
    readonly id = 'reverse';
    rank(candidates: readonly Candidate[]) {
      return candidates.toReversed().map((candidate) => ({ candidate }));
    }
  }

  @LlmFilter()
  class NotB implements CandidateFilter {
    readonly id = 'not-b';
    reject({ id }: Candidate) {
      return id === 'fake/b' ? 'b is not wanted' : undefined;
    }
  }

  @LlmProvider()
  class OwnProvider extends FakeProvider {
    constructor() {
      super({ id: 'own' });
    }
  }

  it.each<[string, Provider]>([
    ['a class', Reverse],
    ['a factory', { provide: 'strategy', useFactory: () => new Reverse() }],
    ['a value', { provide: 'strategy', useValue: new Reverse() }],
  ])('are found as %s', async (_name, provider) => {
    const router = LlmRouterModule.forRoot({ ...options(), routing: { strategy: 'reverse' } });
    expect((await answerOf(router, [provider])).model).toBe('fake/b');
  });

  it('count once where an alias points to them', async () => {
    const router = LlmRouterModule.forRoot({ ...options(), routing: { strategy: 'reverse' } });
    const alias = { provide: 'alias', useExisting: Reverse };
    expect((await answerOf(router, [Reverse, alias])).model).toBe('fake/b');
  });

  it('filter with a reason that the error repeats', async () => {
    await expect(
      answerOf(LlmRouterModule.forRoot(options({ cheap: ['fake/b'] })), [NotB]),
    ).rejects.toThrow('No candidate for "tier:cheap" can serve this call. fake/b: b is not wanted');
  });

  it('bring providers of their own', async () => {
    const router = LlmRouterModule.forRoot({ tiers: { cheap: ['own/model'] } });
    expect((await answerOf(router, [OwnProvider])).provider).toBe('own');
  });

  it('may not share an id', async () => {
    class Other extends Reverse {}
    const router = LlmRouterModule.forRoot({ ...options(), routing: { strategy: 'reverse' } });
    await expect(boot(router, [Reverse, Other])).rejects.toThrow(
      'Two strategy plugins are called "reverse": Reverse and Other. Give one of them another id.',
    );
  });

  it('may not be request-scoped', async () => {
    @LlmFilter()
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest extends NotB {}
    await expect(boot(LlmRouterModule.forRoot(options()), [PerRequest])).rejects.toThrow(
      'The filter plugin PerRequest is request-scoped.',
    );
  });

  it('sinks that fail change nothing', async () => {
    @LlmSink()
    class Broken implements EventSink {
      readonly id = 'broken';
      onEvent() {
        throw new Error('sink');
      }
    }
    const recording = new RecordingSink();
    const providers = [Broken, { provide: RecordingSink, useValue: recording }];
    expect((await answerOf(LlmRouterModule.forRoot(options()), providers)).text).toBe('hello');
    expect(recording.calls).toHaveLength(1);
  });
});

describe.each(PLATFORMS)('stream$ behind @Sse() on %s', (platform) => {
  const provider = new FakeProvider({ reply: { text: ['one ', 'two'] } });
  const sink = new RecordingSink();

  @Controller()
  class StreamController {
    constructor(@Inject(LlmRouter) private readonly router: LlmRouter) {}

    @Sse('stream')
    @RouteModel({ tier: 'cheap' })
    stream() {
      return this.router.stream$('hello');
    }
  }

  @Module({
    imports: [LlmRouterModule.forRoot({ providers: [provider], tiers: { cheap: ['fake/s'] } })],
    controllers: [StreamController],
    providers: [{ provide: RecordingSink, useValue: sink }],
  })
  class App {}

  it('sends each part, and then the whole', async () => {
    const app = await createApp(platform, App);
    const url = await listen(app);
    const body = await (await fetch(`${url}/stream`)).text();
    await app.close();
    expect(body).toContain('"text":"one "');
    expect(body).toContain('"text":"two"');
    expect(body).toMatch(/event: completion\n.*\n?data: \{.*"text":"one two"/);
    expect(sink.calls).toMatchObject([{ status: 'succeeded', servedModel: 'fake/s' }]);
  });
});
