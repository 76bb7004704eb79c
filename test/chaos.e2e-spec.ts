import { createHook } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type CallSettled,
  type LlmRouterError,
  LivePerformance,
  LlmRouter,
  LlmRouterModule,
  ModelDirectory,
  openaiCompatible,
} from 'nestjs-llm-router';
import { RecordingSink } from 'nestjs-llm-router/testing';
import { SimulatedProvider } from 'simulated-provider';

type Behaviour = Parameters<SimulatedProvider['behave']>[0];
type Way = 'retry' | 'fallback' | 'hedge';

interface Fault {
  readonly name: string;
  readonly behaviour: Behaviour;
  /** Streams show it when content has already left: nothing may be tried again. */
  readonly breaksStreams?: boolean;
  /** It says that trying again there is of no use. */
  readonly final?: boolean;
}

const FAULTS: readonly Fault[] = [
  { name: 'connection reset', behaviour: { cutAfterParts: 0 } },
  { name: 'silence', behaviour: { silence: true }, final: true },
  { name: 'first byte too late', behaviour: { firstByteMs: 2_000 }, final: true },
  { name: '500', behaviour: { status: 500 } },
  { name: '429 with Retry-After', behaviour: { status: 429, retryAfter: 0 } },
  { name: 'overload', behaviour: { error: 'overloaded' } },
  { name: 'broken JSON', behaviour: { brokenJson: true }, final: true },
  { name: 'an empty 200', behaviour: { body: '' }, final: true },
  { name: 'a page of HTML', behaviour: { body: '<html>', contentType: 'text/html' }, final: true },
  { name: 'cut in the middle', behaviour: { cutAfterParts: 2, parts: 6 }, breaksStreams: true },
  {
    name: 'stalled in the middle',
    behaviour: { stallAfterParts: 2, parts: 6 },
    breaksStreams: true,
    final: true,
  },
  {
    name: 'overload inside the answer',
    behaviour: { overloadInStream: 1, parts: 6 },
    breaksStreams: true,
  },
];

/** US dollars per million tokens. */
const PRICE = { input: 3, output: 15 };
const hello = [{ role: 'user' as const, content: 'Tell me a story about the sea, please.' }];

/** The far ends of closed sockets hear of it a moment later. */
async function closed(open: () => number): Promise<void> {
  for (let turn = 0; turn < 2_000 && open() > 0; turn++) await setImmediate();
  expect(open()).toBe(0);
}

/** Timers of the router that have neither run nor been taken back; undici's and Node's own are theirs. */
const timers = new Map<number, string>();
const watch = createHook({
  init(id, type) {
    if (type !== 'Timeout') return;
    const { stack = '' } = new Error('set here');
    if (/libs\/llm-router/.test(stack) && !/node_modules\/undici/.test(stack))
      timers.set(id, stack);
  },
  destroy: (id) => void timers.delete(id),
});

/** Each fault, met by each way to go on, with and without streaming: one settled outcome, exact cost, nothing left behind. */
describe('chaos', () => {
  let first: SimulatedProvider;
  let second: SimulatedProvider;
  let context: INestApplicationContext;
  let sink: RecordingSink;
  let router: LlmRouter;

  beforeAll(() => watch.enable());
  afterAll(() => watch.disable());

  const start = async (way: Way) => {
    const adapter = (id: string, { url }: SimulatedProvider) =>
      openaiCompatible({
        id,
        baseUrl: `${url}/v1`,
        models: [{ id: 'sim-fast', price: PRICE }],
      });
    const recording = new RecordingSink();
    context = await NestFactory.createApplicationContext(
      {
        module: class App {},
        imports: [
          LlmRouterModule.forRoot({
            providers: [adapter('first', first), adapter('second', second)],
            tiers: {
              one: ['first/sim-fast'],
              both: { models: ['first/sim-fast', 'second/sim-fast'], strategy: 'priority' },
            },
            timeouts: { firstPart: 400, idle: 400, attempt: 700, total: '10s' },
            retries: { baseDelay: 0, attempts: 3, perTarget: 2, budgetFloor: 1_000 },
            hedge: way === 'hedge' ? { minSamples: 5, budget: 1 } : false,
            log: 'off',
          }),
        ],
        providers: [{ provide: RecordingSink, useValue: recording }],
      },
      { logger: false },
    );
    sink = recording;
    router = context.get(LlmRouter);
  };

  const ask = async (way: Way, stream: boolean): Promise<LlmRouterError | undefined> => {
    const request = { tier: way === 'hedge' ? 'both' : 'one', messages: hello };
    const route = way === 'fallback' ? { fallback: ['second/sim-fast'] } : {};
    try {
      if (!stream) await router.complete(request, { route });
      else for await (const part of router.stream(request, { route })) void part;
      return undefined;
    } catch (error) {
      return error as LlmRouterError;
    }
  };

  beforeEach(async () => {
    first = await SimulatedProvider.start();
    second = await SimulatedProvider.start();
  });

  afterEach(async () => {
    await context.close();
    await closed(() => first.openSockets + second.openSockets);
    await Promise.all([first.close(), second.close()]);
    await closed(() => timers.size);
  });

  /** What holds for every call that ended. */
  const accounted = ({ attempts, cost, usage }: CallSettled) => {
    for (const attempt of attempts) {
      const { input, output } = attempt.usage;
      expect(attempt.cost).toBe(BigInt(input * PRICE.input + output * PRICE.output) * 1_000_000n);
    }
    expect(cost).toBe(attempts.reduce((sum, it) => sum + it.cost!, 0n));
    expect(usage.output).toBe(attempts.reduce((sum, it) => sum + it.usage.output, 0));
  };

  const nothingLeft = () => {
    expect(router.callsUnderWay).toBe(0);
    const directory = context.get(ModelDirectory);
    const performance = context.get(LivePerformance);
    for (const candidate of directory.resolve('tier:both')) {
      expect(performance.of(candidate).inFlight).toBe(0);
    }
  };

  const cases = FAULTS.flatMap((fault) =>
    (['retry', 'fallback', 'hedge'] as const).flatMap((way) =>
      [false, true].map((stream) => ({
        title: `${fault.name}, ${stream ? 'stream' : 'JSON'}, ${way}`,
        fault,
        way,
        stream,
      })),
    ),
  );

  it.each(cases)('$title', async ({ fault, way, stream }) => {
    await start(way);
    if (way === 'hedge') for (let warm = 0; warm < 8; warm++) await ask(way, stream);
    sink.events.length = 0;
    const reported = () => {
      const { promptTokens = 0, completionTokens = 0 } = second.stats()['sim-fast'] ?? {};
      return { promptTokens, completionTokens };
    };
    const before = reported();
    first.behave({ ...fault.behaviour, times: 1 });
    const failure = await ask(way, stream);

    expect(sink.calls).toHaveLength(1);
    const call = sink.calls[0]!;
    accounted(call);
    const [faulty, ...others] = [...call.attempts].sort((a, b) => a.index - b.index);
    expect(faulty).toMatchObject({ index: 0, kind: 'first', provider: 'first' });

    const broken = fault.breaksStreams && stream;
    if (broken) {
      expect(failure).toMatchObject({ code: 'stream_interrupted' });
      expect(call).toMatchObject({ status: 'interrupted', usage: { estimated: true } });
      expect(others.filter(({ kind }) => kind !== 'hedge')).toEqual([]);
    } else if (way === 'retry' && fault.final) {
      expect(failure).toMatchObject({ code: 'attempts_exhausted' });
      expect(call.attempts).toHaveLength(1);
    } else {
      expect(failure).toBeUndefined();
      expect(call.status).toBe('succeeded');
      const winner = call.attempts.find(({ status }) => status === 'succeeded')!;
      expect(winner).toMatchObject({
        provider: way === 'retry' ? 'first' : 'second',
        usage: { estimated: false },
      });
      expect(faulty!.status).not.toBe('succeeded');
      if (way === 'retry') expect(winner.kind).toBe('retry');
      else {
        const { promptTokens, completionTokens } = reported();
        expect(winner.usage).toMatchObject({
          input: promptTokens - before.promptTokens,
          output: completionTokens - before.completionTokens,
        });
      }
      expect(call.rung).toBe(way === 'fallback' ? 'fallback' : undefined);
    }
    nothingLeft();
  });

  it.each([
    ['JSON', false],
    ['stream', true],
  ])('a slow target loses to its hedge, and is paid for: %s', async (_, stream) => {
    await start('hedge');
    for (let warm = 0; warm < 8; warm++) await ask('hedge', stream);
    sink.events.length = 0;
    first.behave({ latencyMs: 350, times: 1 });
    expect(await ask('hedge', stream)).toBeUndefined();
    const call = sink.calls[0]!;
    accounted(call);
    const [slow, hedge] = [...call.attempts].sort((a, b) => a.index - b.index);
    expect(slow).toMatchObject({
      provider: 'first',
      status: 'aborted',
      failure: { code: 'hedge_lost' },
      usage: { estimated: true, output: 0 },
    });
    expect(slow!.cost).toBeGreaterThan(0n);
    expect(hedge).toMatchObject({ provider: 'second', kind: 'hedge', status: 'succeeded' });
    expect(call).toMatchObject({ servedModel: 'second/sim-fast', status: 'succeeded' });
    nothingLeft();
  });
});
