import fc from 'fast-check';
import {
  AttemptsExhaustedError,
  LivePerformance,
  type LlmRouterError,
  type LlmRouterOptions,
  ModelDirectory,
  type ProviderAdapter,
  type ProviderCall,
  type ProviderReply,
  type ReplyChunk,
  UpstreamError,
  type UpstreamErrorCode,
} from 'nestjs-llm-router';
import { createTestRouter, SeededRandom, VirtualClock } from 'nestjs-llm-router/testing';

type Step =
  | { readonly kind: 'answer'; readonly afterMs: number }
  | { readonly kind: 'silent' }
  | { readonly kind: 'break'; readonly afterMs: number }
  | { readonly kind: 'fail'; readonly code: UpstreamErrorCode; readonly retryAfterMs?: number };

const hello = [{ role: 'user' as const, content: 'Hello' }];

/** Does to each call what its script says next; the last step stands for all that follow. */
class Scripted implements ProviderAdapter {
  readonly dialect = 'scripted';
  readonly priceBookId = null;
  readonly models = [{ id: 'm', price: { input: 1, output: 2 } }];
  calls = 0;
  open_ = 0;

  constructor(
    readonly id: string,
    private readonly script: readonly Step[],
    private readonly clock: VirtualClock,
  ) {}

  async open({ signal }: ProviderCall): Promise<ProviderReply> {
    const step = this.script[Math.min(this.calls++, this.script.length - 1)]!;
    if (step.kind === 'fail') {
      const { code, retryAfterMs } = step;
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      throw new UpstreamError(`${this.id} fails`, { code, provider: this.id, ...wait });
    }
    this.open_++;
    try {
      if (step.kind === 'silent') await this.after(Infinity, signal);
      else await this.after(step.afterMs, signal);
    } catch (error) {
      this.open_--;
      throw error;
    }
    return { warnings: [], chunks: this.chunks(step.kind === 'break', signal) };
  }

  private async *chunks(breaks: boolean, signal: AbortSignal): AsyncGenerator<ReplyChunk> {
    try {
      yield { parts: [{ type: 'text', choice: 0, text: 'Hi' }] };
      await this.after(5, signal);
      if (breaks) {
        throw new UpstreamError('broke', { code: 'connection_failed', provider: this.id });
      }
      yield { parts: [{ type: 'finish', choice: 0, reason: 'stop' }] };
    } finally {
      this.open_--;
    }
  }

  private after(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) reject(signal.reason as Error);
      this.clock.after(milliseconds, () => resolve());
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), afterMs: fc.integer({ min: 0, max: 900 }) }),
  fc.record({ kind: fc.constant('break' as const), afterMs: fc.integer({ min: 0, max: 50 }) }),
  fc.constant({ kind: 'silent' as const }),
  fc.record({
    kind: fc.constant('fail' as const),
    code: fc.constantFrom<UpstreamErrorCode>(
      'connection_failed',
      'rate_limited',
      'server_error',
      'auth_refused',
      'overloaded',
      'bad_request',
      'content_filtered',
    ),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 8_000 }), { nil: undefined }),
  }) as fc.Arbitrary<Step>,
);

const world = fc.record({
  scripts: fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
  fallbackFrom: fc.integer({ min: 1, max: 4 }),
  attempts: fc.integer({ min: 1, max: 5 }),
  perTarget: fc.integer({ min: 1, max: 3 }),
  strategy: fc.constantFrom('balanced', 'priority', 'weighted', 'least-busy', 'cheapest', 'sticky'),
  stream: fc.boolean(),
  continueStreams: fc.boolean(),
  leave: fc.boolean(),
  calls: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer(),
});

/** Runs so many calls through a router whose targets follow their scripts, all in virtual time. */
async function run(it: typeof world extends fc.Arbitrary<infer T> ? T : never) {
  const clock = new VirtualClock();
  const targets = it.scripts.map((script, index) => new Scripted(`t${index}`, script, clock));
  const names = targets.map(({ id }) => `${id}/m`);
  const options: LlmRouterOptions = {
    providers: targets,
    tiers: { some: names.slice(0, it.fallbackFrom) },
    routing: { strategy: it.strategy },
    retries: { attempts: it.attempts, perTarget: it.perTarget },
    hedge: { minSamples: 1, budget: 1 },
    timeouts: { firstPart: '2s', attempt: '3s', total: '20s' },
    log: 'off',
  };
  const random = new SeededRandom(it.seed);
  const { router, sink, close, context } = await createTestRouter(options, { clock, random });
  const route = { fallback: names.slice(it.fallbackFrom), continueStreams: it.continueStreams };
  const endings = Array.from({ length: it.calls }, async (_, number) => {
    const left = new AbortController();
    if (it.leave && number % 3 === 0) clock.after(40 * number, () => left.abort());
    await new Promise<void>((resolve) => clock.after(number * 300, resolve));
    try {
      const asked = { tier: 'some', messages: hello };
      if (!it.stream) await router.complete(asked, { route, signal: left.signal });
      else for await (const part of router.stream(asked, { route, signal: left.signal })) void part;
      return undefined;
    } catch (error) {
      return error as LlmRouterError;
    }
  });
  const done = Promise.all(endings);
  await clock.run(120_000);
  const failures = await done;
  const directory = context.get(ModelDirectory);
  const inFlight = names.flatMap((name) =>
    directory.resolve(name).map((it) => context.get(LivePerformance).of(it).inFlight),
  );
  await close();
  return { calls: sink.calls, failures, inFlight, targets, underWay: router.callsUnderWay };
}

/** Many whole routers are started and stopped. */
jest.setTimeout(120_000);

/** What holds for every placement of failures, retries, hedges and fallbacks. */
describe('the engine', () => {
  it('settles every call once, keeps to the declared bounds, and gives back all that it took', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (it) => {
        const { calls, failures, inFlight, targets, underWay } = await run(it);
        expect(calls).toHaveLength(it.calls);
        expect(new Set(calls.map(({ id }) => id)).size).toBe(it.calls);
        for (const { attempts, status, cost } of calls) {
          expect(attempts.length).toBeLessThanOrEqual(it.attempts);
          expect(new Set(attempts.map(({ index }) => index)).size).toBe(attempts.length);
          expect(
            status === 'succeeded' && attempts.every((one) => one.status !== 'succeeded'),
          ).toBe(false);
          expect(cost).toBe(attempts.reduce((sum, one) => sum + (one.cost ?? 0n), 0n));
        }
        for (const failure of failures) {
          if (!(failure instanceof AttemptsExhaustedError)) continue;
          const { attempts } = calls.find(({ id }) => id === failure.callId)!;
          const last = attempts.at(-1)!.failure!;
          expect((failure.cause as LlmRouterError).code).toBe(last.code);
        }
        expect(inFlight).toEqual(targets.map(() => 0));
        expect(targets.map(({ open_ }) => open_)).toEqual(targets.map(() => 0));
        expect(underWay).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('does the same again with the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (it) => {
        const shape = ({ calls }: Awaited<ReturnType<typeof run>>) =>
          calls.map((call) => [
            call.status,
            call.durationMs,
            call.attempts.map(({ model, kind, status, durationMs }) => ({
              model,
              kind,
              status,
              durationMs,
            })),
          ]);
        expect(shape(await run(it))).toEqual(shape(await run(it)));
      }),
      { numRuns: 15 },
    );
  });

  it('never returns to a target that refused for good', async () => {
    const refusals = fc.constantFrom<UpstreamErrorCode>(
      'auth_refused',
      'quota_exhausted',
      'model_gone',
    );
    await fc.assert(
      fc.asyncProperty(world, refusals, async (it, code) => {
        const [first, ...others] = it.scripts;
        const scripts = [[{ kind: 'fail' as const, code }], ...others, first!];
        const { calls } = await run({ ...it, scripts });
        for (const { attempts } of calls) {
          expect(attempts.filter(({ model }) => model === 't0/m').length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});
