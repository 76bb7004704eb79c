import {
  type AttemptPlan,
  BudgetSpentError,
  type Exchange,
  type LlmRouterError,
  type LlmRouterOptions,
  LlmQuota,
  type PlannedTarget,
  type Quota,
  type QuotaLease,
  type QuotaOutcome,
} from 'nestjs-llm-router';
import { createTestRouter, FakeProvider, type TestRouter } from 'nestjs-llm-router/testing';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const price = { input: 1, output: 2 };
const tiers = { premium: ['a/large'], cheap: ['b/small'], free: ['b/other'] };

/** Notes what it is asked, and refuses what the test says. */
@LlmQuota()
class ScriptedQuota implements Quota {
  readonly id = 'scripted';
  readonly asked: string[] = [];
  readonly outcomes: QuotaOutcome[] = [];
  /** By the first candidate of a plan: where to go instead; null: nowhere. */
  spent: Record<string, string | null> = {};
  held: Record<string, LlmRouterError> = {};

  reserve(_exchange: Exchange, { targets }: AttemptPlan): QuotaLease {
    const first = targets[0]!.candidate.id;
    this.asked.push(first);
    const downTo = this.spent[first];
    if (downTo !== undefined) {
      throw new BudgetSpentError(`No budget for ${first}.`, 60_000, downTo ?? undefined);
    }
    return {
      extend: ({ candidate }: PlannedTarget) => {
        this.asked.push(`+${candidate.id}`);
        return this.held[candidate.id];
      },
      settle: (outcome) => void this.outcomes.push(outcome),
    };
  }
}

describe('quotas', () => {
  let test: TestRouter;
  let quota: ScriptedQuota;
  let a: FakeProvider;
  let b: FakeProvider;

  const start = async (options: LlmRouterOptions = {}) => {
    quota = new ScriptedQuota();
    const models = ['large', 'small', 'other'].map((id) => ({ id, price }));
    a = new FakeProvider({ id: 'a', models, reply: 'from a' });
    b = new FakeProvider({ id: 'b', models, reply: 'from b' });
    test = await createTestRouter(
      {
        providers: [a, b],
        tiers,
        routing: { strategy: 'priority' },
        retries: { baseDelay: 0 },
        log: 'off',
        ...options,
      },
      { providers: [{ provide: ScriptedQuota, useValue: quota }] },
    );
  };
  const ask = (model = 'tier:premium', more: object = {}) =>
    test.router.complete({ model, messages, ...more });
  const settled = () => test.sink.calls.at(-1)!;
  const failure = (work: Promise<unknown>): Promise<LlmRouterError> =>
    work.then(
      () => Promise.reject(new Error('it answered')),
      (error: unknown) => error as LlmRouterError,
    );

  afterEach(() => test.close());

  it('go down to a cheaper name, and say so', async () => {
    await start();
    quota.spent = { 'a/large': 'tier:cheap' };
    const completion = await ask();
    expect(completion.text).toBe('from b');
    expect(quota.asked).toEqual(['a/large', 'b/small', '+b/small']);
    expect(settled()).toMatchObject({
      rung: 'cheaper',
      requestedModel: 'tier:premium',
      servedModel: 'b/small',
      decision: { asked: 'tier:premium', model: 'tier:cheap' },
    });
  });

  it('go down step by step, and refuse where a step leads back', async () => {
    await start();
    quota.spent = { 'a/large': 'tier:cheap', 'b/small': 'tier:free' };
    expect((await ask()).text).toBe('from b');
    expect(settled().servedModel).toBe('b/other');

    quota.spent['b/other'] = 'tier:cheap';
    const error = await failure(ask());
    expect(error).toMatchObject({ code: 'insufficient_quota', httpStatus: 429 });
    expect(settled()).toMatchObject({ status: 'failed', attempts: [], cost: 0n });
  });

  it('leave the fallbacks of a call out when they go down: these are not cheaper', async () => {
    await start();
    quota.spent = { 'a/large': 'tier:cheap' };
    b.respondWith({ error: 'auth_refused' });
    await failure(ask('tier:premium', { models: ['a/other'] }));
    expect(settled().attempts.map((it) => it.model)).toEqual(['b/small']);
  });

  it('are refusals that no ladder softens', async () => {
    await start({
      tiers: { ...tiers, premium: { models: ['a/large'], degrade: { answer: 'Sorry' } } },
    });
    quota.spent = { 'a/large': null };
    expect(await failure(ask())).toMatchObject({ retryAfterMs: 60_000 });
    expect(a.calls).toEqual([]);
  });

  it('are asked again before each further try, and learn of all of them', async () => {
    await start({ tiers: { premium: ['a/large', 'b/large'] } });
    a.respondWith({ error: 'server_error' });
    expect((await ask()).text).toBe('from b');
    expect(quota.asked).toEqual(['a/large', '+a/large', '+b/large']);
    expect(quota.outcomes).toHaveLength(1);
    expect(quota.outcomes[0]!.attempts.map((it) => it.model)).toEqual(['a/large', 'b/large']);
  });

  it('hold a further try back: the call fails with why, and nobody is asked', async () => {
    await start({ tiers: { premium: ['a/large', 'b/large'] }, retries: { perTarget: 1 } });
    a.respondWith({ error: 'server_error' });
    quota.held = { 'b/large': new BudgetSpentError('The budget of b is spent.') };
    const error = await failure(ask());
    expect(error.code).toBe('attempts_exhausted');
    expect(error.message).toContain('b/large was not tried: The budget of b is spent.');
    expect(b.calls).toEqual([]);
  });

  it('pass over a target that they hold back, to one that they do not', async () => {
    await start({
      tiers: { premium: ['a/large', 'b/large', 'b/small'] },
    });
    a.respondWith({ error: 'server_error' });
    quota.held = { 'b/large': new BudgetSpentError('The budget of b is spent.') };
    expect((await ask()).text).toBe('from b');
    expect(settled().servedModel).toBe('b/small');
  });

  it('hold a hedge back', async () => {
    await start({
      tiers: { premium: ['a/large', 'b/large'] },
      hedge: { minSamples: 5, minDelay: 1, budget: 1 },
    });
    for (let warm = 0; warm < 8; warm++) await ask();
    const open = a.open.bind(a);
    let answer: () => void = () => undefined;
    a.open = async (call) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return open(call);
    };
    const extended = new Promise<void>((resolve) => {
      quota.held = {
        get 'b/large'() {
          resolve();
          return new BudgetSpentError('The budget of b is spent.');
        },
      };
    });
    const call = ask();
    await extended;
    answer();
    expect((await call).text).toBe('from a');
    expect(b.calls).toEqual([]);
  });
});
