import { type INestApplicationContext, Module } from '@nestjs/common';
import { ModuleRef, NestFactory } from '@nestjs/core';
import {
  type EmbeddingCall,
  EmbeddingClassifier,
  embeddingClassifier,
  type EmbeddingReply,
  LlmRouter,
  LlmRouterModule,
  type LlmRouterOptions,
  localClassifier,
} from 'nestjs-llm-router';
import { FakeProvider, RecordingSink } from 'nestjs-llm-router/testing';
import { until } from './support/until.js';

/** Texts about money point one way, texts about parcels another. */
class EmbeddingProvider extends FakeProvider {
  readonly embedded: EmbeddingCall[] = [];
  fails = false;

  async embed(call: EmbeddingCall): Promise<EmbeddingReply> {
    this.embedded.push(call);
    if (this.fails) throw new Error('no embeddings today');
    const texts = call.request.input as string[];
    return {
      vectors: texts.map((text) => [
        Number(text.includes('money')),
        Number(text.includes('parcel')),
        0.1,
      ]),
      usage: undefined,
    };
  }
}

const provider = new EmbeddingProvider();
const sink = new RecordingSink();
const embeddings = {
  provide: EmbeddingClassifier,
  inject: [ModuleRef],
  useFactory: (modules: ModuleRef) =>
    embeddingClassifier({
      timeLimit: '5s',
      routes: { refund: ['I want my money back'], shipping: ['where is my parcel'] },
      embed: async (texts, signal, exchange) => {
        const router = modules.get(LlmRouter, { strict: false });
        const caller = exchange?.caller;
        const reply = await router.embed({ model: 'fake/embed', input: texts }, { signal, caller });
        return reply.vectors;
      },
    }),
};

let app: INestApplicationContext;

async function start(routing: LlmRouterOptions['routing']): Promise<LlmRouter> {
  @Module({
    imports: [
      LlmRouterModule.forRoot({
        providers: [provider],
        cache: {},
        retries: { attempts: 1 },
        routing: { defaultModel: 'fake/default', ...routing },
      }),
    ],
    providers: [embeddings, { provide: RecordingSink, useValue: sink }],
  })
  class AppModule {}
  app = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  return app.get(LlmRouter);
}

beforeEach(() => {
  provider.fails = false;
  provider.embedded.length = 0;
  sink.events.length = 0;
});
afterEach(() => app?.close());

const rule = (task: string) => ({ name: task, when: { task }, then: { model: `fake/${task}` } });

describe('rules about what a prompt asks for', () => {
  const rules = [
    rule('code'),
    rule('translation'),
    { name: 'Polish', when: { language: 'pl' }, then: { model: 'fake/polish' } },
    { name: 'easy', when: { cheapSuffices: { min: 0.3 } }, then: { model: 'fake/cheap' } },
  ];

  it.each([
    ['Write a Python function that parses a date.', 'fake/code'],
    ['Wie übersetzt man „Feierabend“ ins Englische?', 'fake/translation'],
    ['Kto napisał „Lalkę” i kiedy to było?', 'fake/polish'],
    [
      'Which of the planets was discovered in the nineteenth century, and who found it?',
      'fake/cheap',
    ],
    ['ok', 'fake/default'],
  ])('%s', async (text, model) => {
    const router = await start({ rules });
    const completion = await router.complete(text);
    expect(completion.model).toBe(model);
    expect(provider.embedded).toEqual([]);
  });

  it('is in the explanation', async () => {
    const router = await start({ rules });
    const { decision } = await router.explain('Write a SQL query that counts all users.');
    expect(decision).toMatchObject({ rule: 'code', task: { classifier: 'local', task: 'code' } });
    expect(decision?.task?.confidence).toBeGreaterThan(0.5);
  });
});

describe('the classifier that goes by embeddings', () => {
  const routing = { classifier: 'embedding', rules: [rule('refund'), rule('shipping')] };
  const embeddingCalls = () =>
    sink.calls.filter(({ requestedModel }) => requestedModel === 'fake/embed');
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  };

  it('asks through the router, and its calls are in the ledger', async () => {
    const router = await start(routing);
    // The examples are embedded while the first call goes on without.
    expect((await router.complete('my money, now')).model).toBe('fake/default');
    await until(() => embeddingCalls().length > 0);
    expect((await router.complete('my money, now')).model).toBe('fake/refund');
    expect((await router.complete('the parcel is lost')).model).toBe('fake/shipping');
    expect(provider.embedded.map(({ request }) => request.input)).toEqual([
      ['I want my money back', 'where is my parcel'],
      ['my money, now'],
      ['the parcel is lost'],
    ]);
    expect(embeddingCalls()).toHaveLength(3);
  });

  it('asks nobody in a dry run', async () => {
    const router = await start(routing);
    await router.explain('my money, now');
    await settle();
    expect(provider.embedded).toEqual([]);
  });

  it('leaves the answer to the local one where embeddings fail', async () => {
    provider.fails = true;
    const router = await start({ ...routing, rules: [...routing.rules, rule('translation')] });
    for (let i = 0; i < 3; i++) {
      const completion = await router.complete('Translate "my money" into French.');
      expect(completion.model).toBe('fake/translation');
      await settle();
    }
  });
});

it('says at boot which classifiers there are', async () => {
  const booted = start({ classifier: 'embeding', rules: [rule('code')] });
  await expect(booted).rejects.toThrow(
    /routing\.classifier: no classifier is called "embeding"\. Known: embedding, local\./,
  );
});

it('says at boot that a model file is missing', () => {
  expect(() => localClassifier({ model: './none.json' })).toThrow(/none\.json cannot be read/);
});
