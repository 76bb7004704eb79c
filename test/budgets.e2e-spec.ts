import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type BudgetAnswer,
  type BudgetOverrun,
  type BudgetReached,
  type BudgetRule,
  Budgets,
  BudgetStore,
  type CallerLimits,
  type CallOptions,
  ConfigurationError,
  formatUsd,
  type LlmRouterError,
  type LlmRouterOptions,
  LlmRouterModule,
  MemoryBudgetStore,
} from 'nestjs-llm-router';
import {
  createTestRouter,
  FakeProvider,
  type TestRouter,
  VirtualClock,
} from 'nestjs-llm-router/testing';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const price = { input: 1, output: 10 };
/** What each call uses: 0.001 dollars, and 109 tokens. */
const usage = { input: 10, output: 99 };
/** The worst case of a call that may answer with so many tokens is a little over 0.002 dollars. */
const max_tokens = 200;
const day = { name: 'day', by: 'all', window: 'day' } as const;

let test: TestRouter;
let a: FakeProvider;
let b: FakeProvider;
afterEach(() => test?.close());

async function start(
  budgets: readonly BudgetRule[],
  options: LlmRouterOptions = {},
  clock = new VirtualClock(),
): Promise<void> {
  const models = ['large', 'small', 'other'].map((id) => ({ id, price }));
  const free = { id: 'free', price: { input: 0, output: 0 } };
  a = new FakeProvider({ id: 'a', models, reply: { text: 'from a', usage } });
  b = new FakeProvider({ id: 'b', models: [...models, free], reply: { text: 'from b', usage } });
  const c = new FakeProvider({ id: 'c', models: [{ id: 'm' }], reply: { text: 'c', usage } });
  test = await createTestRouter(
    {
      providers: [a, b, c],
      tiers: { premium: ['a/large'], both: ['a/large', 'b/large'], free: ['b/free'] },
      routing: { strategy: 'priority' },
      retries: { baseDelay: 0 },
      log: 'off',
      budgets,
      ...options,
    },
    { clock },
  );
}

const ask = (model = 'a/large', caller: CallOptions['caller'] & object = {}, more: object = {}) =>
  test.router.complete({ model, messages, max_tokens, ...more }, { caller });
const failure = async (work: Promise<unknown>): Promise<LlmRouterError> => {
  try {
    await work;
  } catch (error) {
    return error as LlmRouterError;
  }
  throw new Error('It answered.');
};
const standing = async (budget?: string, subject?: string) =>
  test.context.get(Budgets).list({ budget, subject });
const events = <T extends BudgetReached | BudgetOverrun>(type: T['type']) =>
  test.sink.events.filter((it) => it.type === type) as unknown as T[];
/** A key as a guard tells of it. */
const key = (keyId: string, limits: CallerLimits) => ({ keyId, limits });

describe('a budget', () => {
  it('is charged what calls cost, to the last digit, and holds nothing when they have ended', async () => {
    await start([{ ...day, limits: { usd: 1, tokens: 100_000, requests: 100 } }]);
    for (let made = 0; made < 3; made++) await ask();
    const cost = test.sink.calls.reduce((sum, it) => sum + it.cost!, 0n);
    expect(formatUsd(cost)).toBe('0.003');
    expect(await standing()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ measure: 'usd', spent: cost, reserved: 0n, expected: 0n }),
        expect.objectContaining({ measure: 'tokens', spent: 327n, remaining: 99_673n }),
        expect.objectContaining({ measure: 'requests', spent: 3n, remaining: 97n }),
      ]),
    );
  });

  it('lets parallel calls in as far as their worst cases fit, and is never overrun', async () => {
    await start([{ ...day, limits: { usd: '0.05' } }]);
    const calls = await Promise.allSettled(Array.from({ length: 200 }, () => ask()));
    const answered = calls.filter((it) => it.status === 'fulfilled').length;
    const [it] = await standing();
    expect(it).toMatchObject({ spent: BigInt(answered) * 1_000_000_000n, reserved: 0n });
    expect(it!.spent <= it!.limit).toBe(true);
    // 23 worst cases fit at once; the rest of the room is for those that come after them.
    expect(answered).toBeGreaterThanOrEqual(23);
  });

  it('refuses a call for which there is no room, and says why', async () => {
    await start([{ ...day, name: 'team-day', by: 'team', limits: { usd: '0.003' } }]);
    await ask('a/large', { team: 'search' });
    const error = await failure(ask('a/large', { team: 'search' }));
    expect(error).toMatchObject({
      code: 'insufficient_quota',
      httpStatus: 429,
      retryAfterMs: 86_400_000,
    });
    expect(error.message).toMatch(
      /^The budget "team-day" of "search" has no room for this call: of 0\.003 US dollars 0\.001 are spent, up to 0 are reserved for calls under way, this one may need up to 0\.002\d*\. It begins anew at 2030-01-02T00:00:00\.000Z\.$/,
    );
    expect(a.calls).toHaveLength(1);
    await ask('a/large', { team: 'sales' });
    await ask('a/large');
  });

  it('tells a caller who has to wait for others only to come back soon', async () => {
    await start([{ ...day, limits: { usd: '0.003' } }]);
    const [first, second] = await Promise.allSettled([ask(), ask()]);
    expect(first.status).toBe('fulfilled');
    expect((second as PromiseRejectedResult).reason).toMatchObject({ retryAfterMs: 1_000 });
  });

  it('says what helps where a call is too large for it at any time', async () => {
    await start([{ ...day, limits: { usd: '0.001' } }]);
    const error = await failure(ask());
    expect(error.message).toContain('Ask for fewer tokens (max_completion_tokens)');
    expect(error.retryAfterMs).toBeUndefined();
    await ask('a/large', {}, { max_tokens: 10 });
  });

  it('has slack for worst cases, but not for what is expected', async () => {
    await start([{ ...day, limits: { usd: '0.03' }, slack: { usd: 10 } }]);
    // Nothing is known of the model yet: its worst case is what is expected.
    const before = await Promise.allSettled(Array.from({ length: 20 }, () => ask()));
    expect(before.filter((it) => it.status === 'fulfilled').length).toBeLessThan(15);
    for (let made = 0; made < 8; made++) await ask();
    const { spent } = (await standing())[0]!;
    expect(spent).toBe(BigInt(test.sink.calls.filter((it) => it.cost).length) * 1_000_000_000n);
    // Now it is: 99 of 100 answers cost 0.001.
    const left = (30_000_000_000n - spent) / 1_000_000_000n;
    const after = await Promise.allSettled(Array.from({ length: 20 }, () => ask()));
    expect(after.filter((it) => it.status === 'fulfilled')).toHaveLength(Number(left));
  });

  it('begins anew with its window', async () => {
    const clock = new VirtualClock();
    await start([{ ...day, window: 'hour', limits: { requests: 2 } }], {}, clock);
    await ask();
    await ask();
    const error = await failure(ask());
    expect(error.message).toContain('of 2 calls 2 are spent');
    await clock.run(3_600_000);
    await ask();
    expect(await standing()).toMatchObject([{ spent: 1n, remaining: 1n }]);
  });

  it('is one for each value of a tag, and counts only those that it names', async () => {
    await start([
      { ...day, by: 'tag:feature', only: ['chat', 'summary'], limits: { requests: 1 } },
    ]);
    const tagged = (feature: string) =>
      test.router.complete({ model: 'a/large', messages }, { route: { tags: { feature } } });
    await tagged('chat');
    await tagged('summary');
    expect((await failure(tagged('chat'))).code).toBe('insufficient_quota');
    for (let made = 0; made < 3; made++) await tagged('search');
    expect(await standing()).toMatchObject([
      { subject: 'chat', spent: 1n },
      { subject: 'summary', spent: 1n },
    ]);
  });

  it('gives back what a call held that nobody was asked for, or that failed', async () => {
    await start([{ ...day, limits: { usd: 1, requests: 10 } }], { limits: { concurrentCalls: 1 } });
    a.respondWith({ error: 'bad_request' });
    await failure(ask());
    expect(await standing()).toMatchObject([
      { measure: 'requests', spent: 1n },
      { measure: 'usd', spent: 0n, reserved: 0n },
    ]);
    const results = await Promise.allSettled([ask(), ask()]);
    expect(results.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await standing()).toMatchObject([
      { measure: 'usd', spent: 1_000_000_000n, reserved: 0n },
      { measure: 'requests', spent: 2n, reserved: 0n },
    ]);
  });

  it('counts a stream that its reader leaves', async () => {
    await start([{ ...day, limits: { usd: 1 } }]);
    const stream = test.router.stream({ model: 'a/large', messages, max_tokens });
    for await (const _ of stream) break;
    const [it] = await standing();
    expect(it!.spent).toBe(test.sink.calls[0]!.cost);
    expect(it!.reserved).toBe(0n);
  });

  it('counts exactly what a prompt has where a bound leaves no room', async () => {
    await start([{ ...day, limits: { tokens: 2_500 } }]);
    const content = 'The quick brown fox jumps over the lazy dog. '.repeat(100);
    // 4,500 characters, which are 1,001 tokens.
    await test.router.complete({
      model: 'a/large',
      messages: [{ role: 'user', content }],
      max_tokens: 100,
    });
    expect(a.calls).toHaveLength(1);
  });
});

describe('at the limit', () => {
  it('a call goes down to a cheaper tier, which is held to the same budget', async () => {
    const limits = { usd: '0.003' };
    await start([{ ...day, limits, atLimit: { downTo: 'tier:free' } }]);
    expect((await ask('tier:premium')).text).toBe('from a');
    expect((await ask('tier:premium')).text).toBe('from b');
    expect(test.sink.calls.at(-1)).toMatchObject({ rung: 'cheaper', servedModel: 'b/free' });
  });

  it('a call is refused where there is no room for the cheaper tier either', async () => {
    await start([{ ...day, limits: { requests: 1 }, atLimit: { downTo: 'tier:free' } }]);
    await ask('tier:premium');
    expect((await failure(ask('tier:premium'))).code).toBe('insufficient_quota');
  });
});

describe('a budget of a provider', () => {
  const ofA: BudgetRule = { ...day, by: 'provider', only: ['a'], limits: { requests: 1 } };

  it('makes calls pass over to the next candidate', async () => {
    await start([ofA]);
    expect((await ask('tier:both')).text).toBe('from a');
    await standing();
    expect((await ask('tier:both')).text).toBe('from b');
    expect(test.sink.calls.at(-1)!.rejections).toEqual([
      { candidate: 'a/large', filter: 'budget', reason: '"day" of "a": its 1 calls are spent' },
    ]);
    const error = await failure(ask('a/large'));
    expect(error).toMatchObject({ retryAfterMs: 86_400_000 });
  });

  it('is asked again when a call comes to the provider, whatever was planned', async () => {
    await start([ofA]);
    const texts = await Promise.all([1, 2, 3].map(async () => (await ask('tier:both')).text));
    expect(texts.sort()).toEqual(['from a', 'from b', 'from b']);
    expect(a.calls).toHaveLength(1);
  });

  it('is asked before a fallback', async () => {
    await start([{ ...ofA, only: ['b'], limits: { usd: '0.001' } }]);
    a.respondWith({ error: 'server_error' }, { error: 'server_error' });
    const error = await failure(ask('tier:both'));
    expect(error.message).toContain('b/large was not tried: The budget "day" of "b" has no room');
    expect(b.calls).toEqual([]);
    expect(await standing()).toMatchObject([{ spent: 0n, reserved: 0n }]);
  });

  it('is charged what its tries cost, and each try of its own', async () => {
    await start([
      { ...day, by: 'provider', limits: { usd: 1, requests: 10 } },
      { ...day, name: 'model', by: 'model', limits: { requests: 10 } },
    ]);
    a.respondWith({ error: 'server_error' });
    await ask('tier:both');
    const spent = (await standing()).map((it) => [it.subject, it.measure, it.spent]);
    expect(spent).toEqual(
      expect.arrayContaining([
        ['a', 'requests', 1n],
        ['b', 'requests', 1n],
        ['b', 'usd', 1_000_000_000n],
        ['a/large', 'requests', 1n],
        ['b/large', 'requests', 1n],
      ]),
    );
  });
});

describe('further tries', () => {
  it('need nothing more where the first one cost nothing', async () => {
    await start([{ ...day, limits: { usd: '0.0022' } }]);
    a.respondWith({ error: 'server_error' });
    expect((await ask('tier:both')).text).toBe('from b');
  });

  it('are not made where an interrupted one has used up the room', async () => {
    await start([{ ...day, limits: { usd: '0.0022' } }]);
    a.respondWith({ text: ['word '.repeat(100)], breaksOff: true });
    const stream = test.router.stream(
      { model: 'tier:both', messages, max_tokens },
      { route: { continueStreams: true } },
    );
    const error = await failure(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(error.code).toBe('stream_interrupted');
    expect(b.calls.length + a.calls.length).toBeLessThanOrEqual(2);
    expect(await standing()).toMatchObject([{ reserved: 0n }]);
  });
});

describe('the limits of a key', () => {
  it('hold for its tokens a minute, as a rate', async () => {
    const clock = new VirtualClock();
    await start([], {}, clock);
    const caller = key('k', { tokensPerMinute: 500 });
    await ask('a/large', caller);
    await ask('a/large', caller);
    await ask('a/large', caller, { max_tokens: 10 });
    const error = await failure(ask('a/large', caller));
    expect(error).toMatchObject({ code: 'quota_exceeded', httpStatus: 429 });
    expect(error.message).toContain('"key:tokens" of "k"');
    await ask('a/large', key('other', { tokensPerMinute: 500 }));
    await clock.run(60_000);
    await ask('a/large', caller);
  });

  it('hold for its money', async () => {
    await start([]);
    const caller = key('k', { budget: { usd: '0.003', window: 'month' } });
    await ask('a/large', caller);
    const error = await failure(ask('a/large', caller));
    expect(error).toMatchObject({ code: 'insufficient_quota' });
    expect(error.message).toContain('It begins anew at 2030-02-01');
  });

  it('hold for its calls over all processes that share a store', async () => {
    const store = new MemoryBudgetStore();
    Object.defineProperty(store, 'shared', { value: true });
    await start([], { budgeting: { store } });
    const caller = key('k', { requestsPerMinute: 2 });
    await ask('a/large', caller);
    await ask('a/large', caller);
    expect(await failure(ask('a/large', caller))).toMatchObject({ code: 'quota_exceeded' });
  });
});

describe('what is told', () => {
  it('is each share of a limit, once, when a call reaches it', async () => {
    await start([{ ...day, by: 'user', limits: { requests: 10 }, alertAt: [1, 0.5] }]);
    for (let made = 0; made < 11; made++)
      await ask('a/large', { user: 'u' }).catch(() => undefined);
    await standing();
    const at = expect.any(Number);
    const facts = { budget: 'day', measure: 'requests', subject: 'u', limit: 10n, at };
    const resetsAt = Date.parse('2030-01-02');
    expect(events<BudgetReached>('budget-reached')).toEqual([
      { type: 'budget-reached', ...facts, share: 0.5, spent: 5n, resetsAt },
      { type: 'budget-reached', ...facts, share: 1, spent: 10n, resetsAt },
    ]);
  });

  it('is a call that used more than its worst case, all of which is counted', async () => {
    await start([{ ...day, limits: { tokens: 1_000 } }]);
    a.respondWith({ text: 'long', usage: { input: 10, output: 5_000 } });
    await ask();
    await standing();
    expect(events<BudgetOverrun>('budget-overrun')).toMatchObject([
      { budget: 'day', callId: test.sink.calls[0]!.id, used: 5_010n, spent: 5_010n },
    ]);
    expect((await failure(ask())).code).toBe('insufficient_quota');
  });
});

describe('models of unknown price', () => {
  it('are left out under a budget in dollars', async () => {
    await start([{ ...day, by: 'team', limits: { usd: 1 } }]);
    const error = await failure(ask('c/m', { team: 't' }));
    expect(error.message).toContain('its price is unknown, and the budget "day" counts it');
    await ask('c/m');
  });

  it('count as free where that is allowed, and their tokens are counted', async () => {
    const limits = { usd: 1, tokens: 1_000 };
    await start([{ ...day, limits }], { budgeting: { unknownPrice: 'allow' } });
    await ask('c/m');
    expect(await standing()).toMatchObject([
      { measure: 'tokens', spent: 109n },
      { measure: 'usd', spent: 0n, reserved: 0n },
    ]);
  });
});

/** A store that is away when the test says so. */
class Flaky extends BudgetStore {
  readonly shared = true;
  away: 'no' | 'failing' | 'silent' = 'no';
  private readonly memory = new MemoryBudgetStore();

  override async apply(
    ...asked: Parameters<BudgetStore['apply']>
  ): Promise<readonly BudgetAnswer[]> {
    if (this.away === 'failing') throw new Error('away');
    if (this.away === 'silent') return new Promise(() => undefined);
    return this.memory.apply(...asked);
  }

  override read(...asked: Parameters<BudgetStore['read']>) {
    return this.memory.read(...asked);
  }

  override list(...asked: Parameters<BudgetStore['list']>) {
    return this.memory.list(...asked);
  }
}

describe('a store that does not answer', () => {
  it.each(['failing', 'silent'] as const)('has calls refused while it is %s', async (away) => {
    const store = new Flaky();
    const clock = new VirtualClock();
    await start([{ ...day, limits: { usd: 1 } }], { budgeting: { store } }, clock);
    await ask();
    await standing();
    store.away = away;
    const refused = failure(ask());
    await clock.run(2_000);
    expect(await refused).toMatchObject({ code: 'budgets_unavailable', httpStatus: 503 });
    expect(a.calls).toHaveLength(1);
    store.away = 'no';
    await clock.run(4_000);
    await ask();
    await clock.run();
    expect(await standing()).toMatchObject([{ spent: 2_000_000_000n, reserved: 0n }]);
  });

  it('has calls let in where that is allowed, and charged when it is back', async () => {
    const store = new Flaky();
    const clock = new VirtualClock();
    const budgeting = { store, onStoreFailure: 'allow' } as const;
    await start([{ ...day, limits: { usd: 1 } }], { budgeting }, clock);
    store.away = 'failing';
    await ask();
    await ask();
    expect(await standing()).toMatchObject([{ spent: 0n }]);
    store.away = 'no';
    await clock.run();
    expect(await standing()).toMatchObject([{ spent: 2_000_000_000n, reserved: 0n }]);
  });

  it('is waited for when the application ends', async () => {
    const store = new Flaky();
    const budgeting = { store, onStoreFailure: 'allow' } as const;
    const clock = new VirtualClock();
    await start([{ ...day, limits: { usd: 1 } }], { budgeting }, clock);
    store.away = 'failing';
    await ask();
    store.away = 'no';
    const closed = test.close();
    await clock.run();
    await closed;
    const [kept] = await store.list({ at: clock.now(), limit: 1 });
    expect(kept?.amounts.spent).toBe(1_000_000_000n);
  });
});

describe('options', () => {
  const limits = { usd: 1 };
  const boot = (budgets: readonly BudgetRule[]) => {
    const router = LlmRouterModule.forRoot({
      providers: [new FakeProvider()],
      tiers: { free: ['fake/echo'] },
      budgets,
    });
    @Module({ imports: [router] })
    class AppModule {}
    const options = { logger: false, abortOnError: false } as const;
    return NestFactory.createApplicationContext(AppModule, options);
  };

  it.each<[string, unknown, string]>([
    ['an unknown subject', { ...day, by: 'keys', limits }, 'budgets[0].by: "keys" is not legal.'],
    ['no limit', { ...day, limits: {} }, 'budgets[0].limits: what is written here is not legal.'],
    [
      'a negative limit',
      { ...day, limits: { usd: -1 } },
      'budgets[0].limits.usd: -1 is not legal.',
    ],
    ['no window', { name: 'x', by: 'all', limits }, 'budgets[0].window: missing.'],
    ['a share above 1', { ...day, limits, alertAt: [2] }, 'budgets[0].alertAt[0]: 2 is not legal.'],
    [
      'a cheaper model for a provider',
      { ...day, by: 'provider', limits, atLimit: { downTo: 'tier:free' } },
      'budgets[0].atLimit: "tier:free" is not legal. Legal: "refuse": where a provider has no budget left',
    ],
    [
      'a tier that does not exist',
      { ...day, limits, atLimit: { downTo: 'tier:fre' } },
      'budgets: atLimit.downTo of day: The model "tier:fre" does not exist here. Did you mean: tier:free?',
    ],
    ['an unknown field', { ...day, limits, slak: {} }, 'budgets[0].slak: there is no such field.'],
  ])('with %s are refused at boot', async (_, rule, message) => {
    const error = await failure(boot([rule as BudgetRule]));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain(message);
  });

  it('with two budgets of one name are refused at boot', async () => {
    const error = await failure(
      boot([
        { ...day, limits },
        { ...day, limits },
      ]),
    );
    expect(error.message).toContain('budgets[1].name: another budget is called "day" too.');
  });
});
