import {
  type CallSettled,
  Clock,
  type LlmRouterError,
  type LlmRouterOptions,
} from 'nestjs-llm-router';
import { createTestRouter, FakeProvider, type TestRouter } from 'nestjs-llm-router/testing';

const hello = [{ role: 'user' as const, content: 'Hello' }];
const price = { input: 1, output: 2 };

/** The machine's clock, ahead of itself. */
class ShiftedClock extends Clock {
  shiftMs = 0;

  override now(): number {
    return Date.now() + this.shiftMs;
  }

  override monotonic(): number {
    return performance.now() + this.shiftMs;
  }
}

/** The rungs below a tier, and what else is declared for the case that things go wrong. */
describe('the ladder of degradation', () => {
  let test: TestRouter;
  const failing = new Set<string>();
  const clock = new ShiftedClock();

  /** `a` and `b` are providers; a model whose name is in `failing` fails. */
  const start = async (options: LlmRouterOptions) => {
    const provider = (id: string) =>
      new FakeProvider({
        id,
        models: ['large', 'small', 'other'].map((model) => ({
          id: model,
          price,
          contextWindow: model === 'small' ? 60 : 100_000,
        })),
        reply: ({ messages }) => `${id} got ${messages.length}`,
      });
    const providers = ['a', 'b'].map((id) => {
      const it = provider(id);
      const open = it.open.bind(it);
      it.open = (call) => {
        if (failing.has(`${id}/${call.upstreamModel}`)) it.respondWith({ error: 'server_error' });
        return open(call);
      };
      return it;
    });
    test = await createTestRouter(
      {
        providers,
        retries: { baseDelay: 0, perTarget: 1, attempts: 9, budgetFloor: 1_000 },
        breaker: false,
        log: 'off',
        ...options,
      },
      { clock },
    );
  };

  afterEach(async () => {
    failing.clear();
    clock.shiftMs = 0;
    await test.close();
  });

  const settled = (): CallSettled => test.sink.calls.at(-1)!;
  const failure = (work: Promise<unknown>): Promise<LlmRouterError> =>
    work.then(
      () => Promise.reject(new Error('it answered')),
      (error: unknown) => error as LlmRouterError,
    );

  it('goes down rung by rung, and says which one answers', async () => {
    await start({
      tiers: {
        main: {
          models: ['a/large'],
          degrade: {
            sameModel: true,
            equal: ['a/other'],
            smaller: ['b/small'],
            answer: 'Please come back later.',
          },
        },
      },
    });
    const rungs: (string | undefined)[] = [];
    for (const fails of ['', 'a/large', 'b/large', 'a/other', 'b/small']) {
      failing.add(fails);
      const { rung, text, model } = await test.router.complete({ tier: 'main', messages: hello });
      rungs.push(rung);
      expect(settled()).toMatchObject({ status: 'succeeded', servedModel: model });
      expect(settled().rung).toBe(rung);
      if (rung === 'static') expect(text).toBe('Please come back later.');
    }
    expect(rungs).toEqual([undefined, 'same-model', 'equal', 'smaller', 'static']);
    expect(settled()).toMatchObject({ provider: 'llm-router', cost: 0n, attempts: { length: 4 } });
  });

  it('ends in a refusal that says so, where nobody answers', async () => {
    await start({ tiers: { main: { models: ['a/large'], degrade: { smaller: ['a/small'] } } } });
    failing.add('a/large').add('a/small');
    const error = await failure(test.router.complete({ tier: 'main', messages: hello }));
    expect(error).toMatchObject({ code: 'attempts_exhausted', rung: 'refused' });
    expect(settled().rung).toBe('refused');
  });

  it('checks every rung like a first choice', async () => {
    await start({
      tiers: { main: { models: ['a/large'], degrade: { equal: ['b/other'], answer: 'Later.' } } },
    });
    failing.add('a/large');
    const asked = { tier: 'main', messages: hello };
    const barred = await test.router.complete(asked, { route: { ignore: ['b'] } });
    expect(barred).toMatchObject({ rung: 'static', text: 'Later.' });
    expect(barred.decision?.candidates).toContainEqual(
      expect.objectContaining({ candidate: 'b/other', rung: 'equal', rejectedBy: 'provider' }),
    );
  });

  it('sends less of the conversation where it does not fit', async () => {
    await start({
      tiers: { main: { models: ['a/small'], degrade: { trim: { keepMessages: 1 } } } },
    });
    const long = Array.from({ length: 9 }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: 'a message of some words',
    }));
    const messages = [{ role: 'system' as const, content: 'Be brief.' }, ...long];
    const { rung, text } = await test.router.complete({ tier: 'main', messages });
    expect([rung, text]).toEqual(['trimmed', 'a got 2']);
  });

  it('serves a reply past its time, and no other call’s', async () => {
    await start({
      tiers: { main: { models: ['a/large'], degrade: { staleCache: '1h' } } },
      cache: { everyCall: true, ttl: '1h' },
    });
    const asked = { tier: 'main', messages: hello };
    const { text } = await test.router.complete(asked);
    clock.shiftMs = 61 * 60_000;
    failing.add('a/large');
    const stale = await test.router.complete(asked);
    expect(stale).toMatchObject({ text, rung: 'stale-cache', cache: 'stale' });
    expect(settled()).toMatchObject({ rung: 'stale-cache', cache: 'stale', status: 'succeeded' });
    expect((await test.router.complete(asked)).cache).toBe('stale');
    const other = test.router.complete(asked, { caller: { tenant: 'someone else' } });
    expect(await failure(other)).toMatchObject({ rung: 'refused' });
  });

  it('does not answer for a caller that is refused', async () => {
    await start({
      tiers: { main: { models: ['a/large'], degrade: { answer: 'Later.' } } },
      limits: { concurrentCalls: 1 },
    });
    const reply = await test.router.open({ tier: 'main', messages: hello }, 'stream');
    const refused = await failure(test.router.complete({ tier: 'main', messages: hello }));
    expect(refused.code).toBe('quota_exceeded');
    await reply.chunks[Symbol.asyncIterator]().return?.();
  });

  it('a rule’s deadline and tags hold', async () => {
    await start({
      tiers: { main: ['a/large'] },
      routing: {
        rules: [{ name: 'quick', then: { timeout: '20ms', tags: { rule: 'quick' } } }],
      },
    });
    const reply = await test.router.open({ tier: 'main', messages: hello }, 'stream');
    expect(await reply.outcome).toMatchObject({ status: 'timed_out', tags: { rule: 'quick' } });
    expect(settled().failure?.message).toContain('20 ms');
  });
});

describe('a stream that breaks off', () => {
  let test: TestRouter;

  beforeEach(async () => {
    test = await createTestRouter({
      tiers: { pair: { models: ['fake/a', 'fake/b'], strategy: 'priority' } },
      prices: { 'fake/a': price, 'fake/b': price },
      log: 'off',
    });
  });
  afterEach(() => test.close());

  const read = async (request: object = {}, route: object = { continueStreams: true }) => {
    const parts: string[] = [];
    const stream = test.router.stream({ tier: 'pair', messages: hello, ...request }, { route });
    for await (const part of stream) {
      parts.push(part.type === 'text' ? part.text : part.type);
    }
    return { parts, completion: await stream.completion };
  };

  it('goes on at another model: one beginning, one end, both billed', async () => {
    test.provider.respondWith({ text: ['Once ', 'upon '], breaksOff: true }, 'a time.');
    const { parts, completion } = await read();
    expect(parts).toEqual(['Once ', 'upon ', 'a time.', 'finish', 'usage']);
    expect(completion.text).toBe('Once upon a time.');
    const [call] = test.sink.calls;
    expect(call).toMatchObject({
      status: 'succeeded',
      servedModel: 'fake/b',
      attempts: [
        { model: 'fake/a', status: 'interrupted', kind: 'first' },
        { model: 'fake/b', status: 'succeeded', kind: 'continuation' },
      ],
    });
    expect(call!.attempts.every(({ cost }) => cost! > 0n)).toBe(true);
    expect(completion.usage.output).toBe(
      call!.attempts[0]!.usage.output + call!.attempts[1]!.usage.output,
    );
    const { messages } = test.provider.calls[1]!.request;
    expect(messages.slice(0, 2)).toEqual([hello[0], { role: 'assistant', content: 'Once upon ' }]);
    expect(messages.at(-1)).toMatchObject({ role: 'user' });
  });

  it('bills what continued it where its caller then leaves', async () => {
    test.provider.respondWith({ text: ['Once '], breaksOff: true }, { text: ['upon ', 'a time.'] });
    const caller = new AbortController();
    const options = { route: { continueStreams: true }, signal: caller.signal };
    const reply = await test.router.open({ tier: 'pair', messages: hello }, 'stream', options);
    const chunks = reply.chunks[Symbol.asyncIterator]();
    for (const _ of ['Once ', 'upon ']) await chunks.next();
    caller.abort();
    const { attempts, usage, cost } = await reply.outcome;
    expect(attempts).toMatchObject([{ status: 'interrupted' }, { status: 'aborted' }]);
    expect(usage.output).toBe(attempts[0]!.usage.output + attempts[1]!.usage.output);
    expect(cost).toBe(attempts[0]!.cost! + attempts[1]!.cost!);
  });

  it.each([
    ['it was not asked for', {}, {}],
    ['it has tools', { tools: [{ type: 'function', function: { name: 'f' } }] }, undefined],
    ['it has to be JSON', { response_format: { type: 'json_object' } }, undefined],
    ['it has several choices', { n: 2 }, undefined],
  ])('stays broken where %s', async (_, request, route) => {
    test.provider.respondWith({ text: ['Once '], breaksOff: true }, 'a time.');
    await expect(read(request, route)).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(test.provider.calls).toHaveLength(1);
  });

  it('stays broken where nobody can go on, with the first failure', async () => {
    test.provider.respondWith(
      { text: ['Once '], breaksOff: true },
      ...Array<{ error: 'server_error' }>(5).fill({ error: 'server_error' }),
    );
    await expect(read()).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(test.sink.calls[0]).toMatchObject({ status: 'interrupted' });
  });
});
