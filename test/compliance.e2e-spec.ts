import { type INestApplication, Module } from '@nestjs/common';
import {
  BudgetSpentError,
  type CallOptions,
  embeddingClassifier,
  EmbeddingClassifier,
  LlmHttpModule,
  LlmQuota,
  LlmRouter,
  LlmRouterError,
  LlmRouterModule,
  type LlmRouterOptions,
  openaiCompatible,
  OpenAiExceptionFilter,
  type Quota,
  routerEmbeddings,
  setLlmCaller,
} from 'nestjs-llm-router';
import {
  createTestRouter,
  type TestRouter,
  type TestSurroundings,
} from 'nestjs-llm-router/testing';
import { SimulatedProvider } from 'simulated-provider';
import { createApp, listen, PLATFORMS } from './support/platforms.js';
import { MeteredProvider } from './support/metered-provider.js';
import { until } from './support/until.js';

/** A tenant whose calls may be processed in the EU only, two providers there and one in America. */
let euA: SimulatedProvider;
let euB: SimulatedProvider;
let us: MeteredProvider;
let world: TestRouter;

const SECRET = 'the merger with Globex';
const messages = [{ role: 'user' as const, content: SECRET }];
const privacy: LlmRouterOptions['privacy'] = {
  unlabelled: 'public',
  detected: { card: 'restricted' },
  regionGroups: { eu: ['eu-*'] },
  policies: [
    {
      name: 'eu-only',
      when: { tenants: ['acme'] },
      require: { regions: ['eu'], noTraining: true },
    },
    { name: 'secret', when: { sensitivity: 'restricted' }, require: { regions: ['eu'] } },
  ],
};

function providersOf(): NonNullable<LlmRouterOptions['providers']> {
  const at = (id: string, url: string, region: string) =>
    openaiCompatible({
      id,
      region,
      baseUrl: `${url}/v1`,
      models: [{ id: 'm' }, { id: 'embed' }],
      openEnded: true,
      dataPolicy: { trainsOnData: false },
    });
  return [
    at('eu-a', euA.url, 'eu-central-1'),
    at('eu-b', euB.url, 'eu-west-1'),
    at('us', us.url, 'us-east-1'),
  ];
}

async function start(options: LlmRouterOptions = {}, surroundings: TestSurroundings = {}) {
  world = await createTestRouter(
    {
      providers: providersOf(),
      tiers: {
        all: { models: ['eu-a/m', 'eu-b/m', 'us/m'], strategy: 'priority' },
        one: { models: ['eu-a/m', 'us/m'], strategy: 'priority' },
      },
      retries: { attempts: 10, baseDelay: 1, maxDelay: 5, budget: 1, budgetFloor: 1_000 },
      breaker: false,
      hedge: false,
      privacy,
      log: 'off',
      ...options,
    },
    surroundings,
  );
}

beforeEach(async () => {
  [euA, euB, us] = await Promise.all([
    SimulatedProvider.start(),
    SimulatedProvider.start(),
    MeteredProvider.start(),
  ]);
});

afterEach(async () => {
  await world?.close();
  await Promise.all([euA.close(), euB.close(), us.close()]);
});

const acme: CallOptions = { caller: { tenant: 'acme' } };

async function failureOf(call: Promise<unknown>): Promise<LlmRouterError> {
  try {
    await call;
  } catch (error) {
    return LlmRouterError.from(error);
  }
  throw new Error('The call was answered.');
}

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const part of parts) expect(part).toBeDefined();
}

function expectNothingLeft(): void {
  expect([us.connections, us.bytes]).toEqual([0, 0]);
}

const ask = (model: string, options: CallOptions = acme, stream = false) =>
  stream
    ? drain(world.router.stream({ model, messages }, options))
    : world.router.complete({ model, messages }, options);

const FAILURES: [string, () => unknown, LlmRouterOptions][] = [
  ['are gone', () => Promise.all([euA.close(), euB.close()]), {}],
  ['fail', () => [euA, euB].map((it) => it.behave({ status: 500 })), {}],
  ['are overloaded', () => [euA, euB].map((it) => it.behave({ status: 503 })), {}],
  ['limit the rate', () => [euA, euB].map((it) => it.behave({ status: 429, retryAfter: 60 })), {}],
  ['refuse the key', () => [euA, euB].map((it) => it.behave({ status: 401 })), {}],
  ['lack the model', () => [euA, euB].map((it) => it.behave({ status: 404 })), {}],
  [
    'are silent',
    () => [euA, euB].map((it) => it.behave({ silence: true })),
    { timeouts: { firstPart: 100, attempt: 100 } },
  ],
  ['answer nonsense', () => [euA, euB].map((it) => it.behave({ brokenJson: true })), {}],
  [
    'break off before anything came',
    () => [euA, euB].map((it) => it.behave({ cutAfterParts: 0 })),
    {},
  ],
];

describe.each([
  ['JSON', false],
  ['streams', true],
])('%s: where all that may serve', (_, stream) => {
  it.each(FAILURES)(
    '%s, nothing is sent elsewhere, and the refusal is clear',
    async (_name, fail, options) => {
      await start(options);
      await fail();
      const failure = await failureOf(ask('tier:all', acme, stream));
      expectNothingLeft();
      expect([429, 503]).toContain(failure.httpStatus);
      expect(failure.retryAfterMs).toBeGreaterThan(0);
      expect(failure.message).toContain(
        'us/m: the policy "eu-only" requires regions eu, and it declares us-east-1',
      );
      // The very same call of another tenant goes there: it is the policy that kept it back.
      await Promise.allSettled([ask('tier:all', { caller: { tenant: 'other' } }, stream)]);
      expect(us.bytes).toBeGreaterThan(0);
    },
  );

  it('are ejected, nothing is sent elsewhere, and callers hear when to ask again', async () => {
    await start({ breaker: { failures: 1, coolDown: '10m', maxCoolDown: '10m' } });
    for (const it of [euA, euB]) it.behave({ status: 500 });
    for (const tier of ['tier:all', 'tier:one']) {
      for (let call = 0; call < 4; call++) {
        const failure = await failureOf(ask(tier, acme, stream));
        expect(failure.httpStatus).toBe(503);
        expect(failure.message).toContain('us/m: the policy "eu-only" requires regions eu');
      }
    }
    const asked = euA.requests.length;
    const failure = await failureOf(ask('tier:one', acme, stream));
    expect(failure.code).toBe('no_candidate');
    expect(failure.retryAfterMs).toBeGreaterThan(0);
    expect(failure.message).toContain('eu-a/m: ');
    expect(euA.requests.length).toBe(asked);
    expectNothingLeft();
  });
});

it('a stream that breaks off is continued within the EU, or not at all', async () => {
  await start();
  for (const it of [euA, euB]) it.behave({ cutAfterParts: 3, parts: 8 });
  const failure = await failureOf(
    ask('tier:all', { ...acme, route: { continueStreams: true } }, true),
  );
  expect(failure.message).toBeDefined();
  expect(world.sink.calls[0]!.attempts.map(({ provider }) => provider)).toEqual(
    expect.arrayContaining(['eu-a', 'eu-b']),
  );
  expectNothingLeft();
});

it('a slow target is hedged within the EU only', async () => {
  // Next in line would be America.
  const line = { models: ['eu-a/m', 'us/m', 'eu-b/m'], strategy: 'priority' };
  await start({ tiers: { line }, hedge: { minSamples: 1, minDelay: 1, budget: 1 } });
  for (let call = 0; call < 3; call++) await ask('tier:line');
  euA.behave({ silence: true });
  euB.behave({ silence: true });
  const asked = [euA, euB].map(({ requests }) => requests.length);
  const left = new AbortController();
  const call = failureOf(ask('tier:line', { ...acme, signal: left.signal }));
  await until(() => euA.requests.length > asked[0]! && euB.requests.length > asked[1]!);
  left.abort();
  expect((await call).code).toBe('aborted');
  expect(world.sink.calls.at(-1)!.attempts.map(({ kind }) => kind)).toContain('hedge');
  expectNothingLeft();
});

describe('nobody who may serve', () => {
  const refused = (failure: LlmRouterError) => {
    expect(failure).toMatchObject({ code: 'no_compliant_provider', httpStatus: 403 });
    expect(failure.message).toContain(
      'the policy "eu-only" requires regions eu, and it declares us-east-1',
    );
    expectNothingLeft();
  };

  it('by name, by fallback, by alias: 403, and every candidate with what it lacks', async () => {
    await start({ aliases: { best: 'us/m' } });
    refused(await failureOf(ask('us/m')));
    refused(await failureOf(ask('best')));
    refused(await failureOf(ask('us/any-other', { ...acme, route: { fallback: ['us/m'] } })));
    expect(world.sink.calls[0]).toMatchObject({
      status: 'failed',
      sensitivity: 'public',
      failure: { code: 'no_compliant_provider' },
      attempts: [],
      decision: { compliance: { policies: ['eu-only'], sensitivity: 'public' } },
    });
  });

  it('on any rung of a ladder', async () => {
    await start({
      tiers: {
        ladder: {
          models: ['us/m'],
          degrade: {
            sameModel: true,
            equal: ['us/n'],
            smaller: ['us/o'],
            trim: { keepMessages: 1 },
          },
        },
      },
    });
    // The same model in the EU is allowed, and is all that is asked.
    expect(await ask('tier:ladder')).toMatchObject({
      provider: expect.stringMatching(/^eu-/) as string,
      rung: 'same-model',
    });
    await Promise.all([euA.close(), euB.close()]);
    expect((await failureOf(ask('tier:ladder'))).httpStatus).toBe(503);
    expectNothingLeft();
  });

  it('for vectors', async () => {
    await start();
    refused(await failureOf(world.router.embed({ model: 'us/embed', input: SECRET }, acme)));
    await world.router.embed({ model: 'us/embed', input: SECRET });
    expect(us.bytes).toBeGreaterThan(0);
  });

  it('where a budget sends the call', async () => {
    @LlmQuota()
    class Spent implements Quota {
      readonly id = 'spent';

      reserve(): never {
        throw new BudgetSpentError('Nothing is left.', undefined, 'us/m');
      }
    }
    await start({}, { providers: [Spent] });
    refused(await failureOf(ask('eu-a/m')));
  });

  it('in a dry run, which says so', async () => {
    await start();
    const { refusal, targets, decision, words } = await world.router.explain(
      { model: 'us/m', messages },
      { ...acme, entities: ['card'], route: { purpose: 'deal' } },
    );
    expect(targets).toEqual([]);
    expect(refusal?.code).toBe('no_compliant_provider');
    expect(decision.compliance).toMatchObject({
      sensitivity: 'restricted',
      purposes: ['deal'],
      policies: ['eu-only', 'secret'],
    });
    expect(words.join(' ')).toContain('requires regions eu');
  });
});

describe('labels', () => {
  it('of a rule hold, though the rule fires after kept replies are looked up', async () => {
    await start({
      routing: {
        rules: [
          {
            name: 'deal',
            when: { headers: { 'x-deal': 'yes' } },
            then: { sensitivity: 'restricted' },
          },
        ],
      },
    });
    const cache = {};
    const deal = { cache, origin: { headers: { 'x-deal': 'yes' } } };
    await ask('us/m', { cache });
    const { bytes } = us;
    expect(bytes).toBeGreaterThan(0);
    // What America answered is kept, but not for this call.
    expect((await failureOf(ask('us/m', deal))).code).toBe('no_compliant_provider');
    expect(await ask('us/m', { cache })).toMatchObject({ cache: 'hit' });
    expect(us.bytes).toBe(bytes);
  });

  it('keep replies apart: what one class may be given is no answer to another', async () => {
    await start();
    const cache = {};
    await ask('us/m', { cache });
    const restricted = { cache, route: { sensitivity: 'restricted' } };
    expect((await failureOf(ask('us/m', restricted))).code).toBe('no_compliant_provider');
    const found = { cache, entities: ['card'] };
    expect((await failureOf(ask('us/m', found))).code).toBe('no_compliant_provider');
  });

  it('that stand for nothing are refused, before anybody is asked', async () => {
    await start();
    const failure = await failureOf(ask('us/m', { route: { sensitivity: 'secrte' } }));
    expect(failure).toMatchObject({ code: 'invalid_request', param: 'sensitivity' });
    expectNothingLeft();
  });

  it('in the options are checked at boot', async () => {
    await expect(
      start({ routing: { rules: [{ name: 'r', then: { sensitivity: 'x' } }] } }),
    ).rejects.toThrow('routing.rules[0] ("r"): then.sensitivity: "x" is no class of data.');
  });
});

it('a classifier that embeds prompts asks where the call itself may go', async () => {
  const rules = [{ name: 'by task', when: { task: 'deal' }, then: { tags: { task: 'deal' } } }];
  const routes = { deal: ['a deal'] };
  const classifier = (examples: string) => ({
    provide: EmbeddingClassifier,
    useFactory: () =>
      embeddingClassifier({
        routes,
        timeLimit: '5s',
        embed: routerEmbeddings(() => world.router, 'us/embed', { examples }),
      }),
  });
  await start(
    { routing: { classifier: 'embedding', rules } },
    { providers: [classifier('public')] },
  );
  const other = () => ask('eu-a/m', { caller: { tenant: 'other' } });
  const embedded = () =>
    us.behind.requests.filter(({ path }) => path.includes('embeddings')).length;
  // The first call has the examples embedded, which hold nothing of it.
  await other();
  await until(() => embedded() === 1 && world.router.callsUnderWay === 0);
  const { bytes } = us;
  await ask('eu-a/m');
  expect(us.bytes).toBe(bytes);
  await other();
  expect(us.bytes).toBeGreaterThan(bytes);
});

it('a classifier that goes past the policies stops the start', async () => {
  const past = {
    provide: EmbeddingClassifier,
    useFactory: () =>
      embeddingClassifier({ routes: { a: ['x'] }, embed: () => Promise.resolve([[1]]) }),
  };
  await expect(
    start({ routing: { classifier: 'embedding' } }, { providers: [past] }),
  ).rejects.toThrow('sends prompts to others without asking the policies');
});

describe.each(PLATFORMS)('over HTTP on %s', (platform) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    @Module({
      imports: [
        LlmRouterModule.forRoot({ providers: providersOf(), privacy, log: 'off' }),
        LlmHttpModule.forRoot(),
      ],
    })
    class AppModule {}
    app = await createApp(platform, AppModule);
    app.use(
      (request: { headers: Record<string, string> }, _response: unknown, next: () => void) => {
        const sensitivity = request.headers['x-key-label'];
        setLlmCaller(request, { route: { ...(sensitivity && { sensitivity }) } });
        next();
      },
    );
    app.useGlobalFilters(new OpenAiExceptionFilter());
    url = await listen(app);
  });
  afterEach(() => app.close());

  const post = async (headers: Record<string, string>) => {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'us/m', messages }),
    });
    return { status: response.status, body: (await response.json()) as { error?: object } };
  };

  it('a header raises the class of the data, and never lowers it', async () => {
    expect(await post({ 'x-llm-router-sensitivity': 'restricted' })).toMatchObject({
      status: 403,
      body: { error: { code: 'no_compliant_provider' } },
    });
    expect(
      await post({ 'x-key-label': 'restricted', 'x-llm-router-sensitivity': 'public' }),
    ).toMatchObject({ status: 403 });
    expectNothingLeft();
    expect(await post({ 'x-llm-router-sensitivity': 'confidential' })).toMatchObject({
      status: 200,
    });
  });

  it('a header that stands for nothing is refused', async () => {
    for (const label of ['secrte', '']) {
      expect(await post({ 'x-llm-router-sensitivity': label })).toMatchObject({ status: 400 });
    }
    expect(app.get(LlmRouter).callsUnderWay).toBe(0);
    expectNothingLeft();
  });
});
