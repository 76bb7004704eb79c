import { AttemptsExhaustedError, LlmRouterError } from 'nestjs-llm-router';
import { createTestRouter, type TestRouter } from 'nestjs-llm-router/testing';

/** Every call settles once, whatever its ending, and accounts for what it used. */
describe('the ending of a call', () => {
  let test: TestRouter;

  beforeEach(async () => {
    test = await createTestRouter({
      tiers: { pair: ['fake/a', 'fake/b'] },
      routing: { strategy: 'priority' },
      prices: { 'fake/a': { input: 1, output: 2 }, 'fake/b': { input: 10, output: 20 } },
      retries: { baseDelay: 0 },
    });
  });

  afterEach(() => test.close());

  const settled = () => {
    expect(test.sink.calls).toHaveLength(1);
    return test.sink.calls[0]!;
  };

  it('finished: usage and cost of the provider’s own count', async () => {
    test.provider.respondWith({ text: 'Hi', usage: { input: 1_000, output: 10 } });
    const completion = await test.router.complete({ model: 'fake/a', messages: hello });
    expect(completion).toMatchObject({ text: 'Hi', model: 'fake/a', finishReason: 'stop' });
    expect(completion.cost.usd).toBe('0.00102');
    expect(settled()).toMatchObject({
      id: completion.id,
      status: 'succeeded',
      usage: { input: 1_000, output: 10, estimated: false },
      cost: 1_020_000_000n,
    });
  });

  it('finished on the second candidate: both attempts are there, and the failed one cost nothing', async () => {
    test.provider.respondWith({ error: 'server_error' }, 'from b');
    const completion = await test.router.complete({ tier: 'pair', messages: hello });
    expect(completion.text).toBe('from b');
    expect(settled().attempts).toMatchObject([
      { index: 0, model: 'fake/a', status: 'failed', failure: { code: 'server_error' }, cost: 0n },
      { index: 1, model: 'fake/b', status: 'succeeded' },
    ]);
  });

  it('failed everywhere: says what was tried, and when to come back', async () => {
    test.provider.respondWith(...Array<{ error: 'overloaded' }>(4).fill({ error: 'overloaded' }));
    const failure = await test.router
      .complete({ tier: 'pair', messages: hello })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AttemptsExhaustedError);
    expect(failure).toMatchObject({ httpStatus: 503, retryAfterMs: 1_000 });
    expect(settled()).toMatchObject({ status: 'failed', failure: { code: 'attempts_exhausted' } });
    expect(settled().attempts).toHaveLength(4);
  });

  it('refused for good: nobody else is asked', async () => {
    test.provider.respondWith({ error: 'bad_request' });
    await expect(test.router.complete({ tier: 'pair', messages: hello })).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(settled().attempts).toHaveLength(1);
  });

  it('broken off after the first part: an error and not an end, with an estimate of what was used', async () => {
    test.provider.respondWith({ text: ['one ', 'two '], breaksOff: true });
    const texts: string[] = [];
    const stream = test.router.stream({ model: 'fake/a', messages: hello });
    await expect(
      (async () => {
        for await (const part of stream) if (part.type === 'text') texts.push(part.text);
      })(),
    ).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(texts).toEqual(['one ', 'two ']);
    await expect(stream.completion).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(settled()).toMatchObject({
      status: 'interrupted',
      usage: { output: 2, estimated: true },
    });
    expect(settled().cost).toBeGreaterThan(0n);
  });

  it('aborted by its signal', async () => {
    const caller = new AbortController();
    const stream = test.router.stream({ model: 'fake/a', messages: hello }, caller);
    test.provider.respondWith({ text: ['one ', 'two ', 'three '] });
    await expect(
      (async () => {
        for await (const part of stream) if (part.type === 'text') caller.abort();
      })(),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(settled()).toMatchObject({ status: 'aborted', usage: { estimated: true } });
  });

  it('aborted before it began', async () => {
    const signal = AbortSignal.abort();
    await expect(test.router.complete('hello', { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(settled()).toMatchObject({ status: 'aborted', cost: 0n });
  });

  it('left early by its reader', async () => {
    test.provider.respondWith({ text: ['one ', 'two '] });
    for await (const part of test.router.stream('hello')) if (part.type === 'text') break;
    expect(settled()).toMatchObject({ status: 'aborted' });
    expect(settled().attempts).toMatchObject([{ status: 'aborted' }]);
  });

  it('opened and never pulled: the deadline ends it', async () => {
    const reply = await test.router.open('hello', 'stream', { route: { timeout: '20ms' } });
    await expect(reply.outcome).resolves.toMatchObject({ status: 'timed_out' });
    expect(settled().attempts).toMatchObject([{ status: 'timed_out' }]);
  });

  it('outlasting the shutdown: aborted, but accounted for', async () => {
    const patient = await createTestRouter({ timeouts: { shutdown: 0 } });
    const reply = await patient.router.open('hello', 'stream');
    await patient.close();
    await expect(reply.outcome).resolves.toMatchObject({ status: 'aborted' });
    await expect(patient.router.complete('hello')).rejects.toMatchObject({
      code: 'shutting_down',
    });
    await expect(patient.router.embed({ model: 'fake/e', input: 'x' })).rejects.toMatchObject({
      code: 'shutting_down',
    });
  });

  it('finished during the shutdown: the application waits for it', async () => {
    const patient = await createTestRouter();
    const reply = await patient.router.open('hello', 'stream');
    const closing = patient.close();
    const pulled: unknown[] = [];
    for await (const chunk of reply.chunks) pulled.push(chunk);
    await closing;
    expect(pulled).not.toHaveLength(0);
    expect(patient.sink.calls).toMatchObject([{ status: 'succeeded' }]);
  });

  it('a long answer of a target that has recovered does not keep others away from it', async () => {
    const recovering = await createTestRouter({
      retries: { attempts: 1 },
      breaker: { failures: 1, coolDown: 0 },
    });
    recovering.provider.respondWith({ error: 'server_error' }, { text: ['long ', 'answer'] });
    await expect(recovering.router.complete('hello')).rejects.toMatchObject({ httpStatus: 503 });
    const long = await recovering.router.open('hello', 'stream');
    await expect(recovering.router.complete('me too')).resolves.toMatchObject({ text: 'me too' });
    for await (const chunk of long.chunks) expect(chunk.parts).not.toHaveLength(0);
    await recovering.close();
  });

  it('a stream that nobody pulls is never sent', async () => {
    test.router.stream('hello');
    expect(test.provider.calls).toHaveLength(0);
  });

  it('an unknown model: near names, and a settled call', async () => {
    await expect(
      test.router.complete({ model: 'tier:pears', messages: hello }),
    ).rejects.toMatchObject({ code: 'model_not_found', nearNames: ['tier:pair'] });
    expect(settled()).toMatchObject({ status: 'failed', requestedModel: 'tier:pears' });
  });

  it('an adapter that throws something of its own does not leak it', async () => {
    jest
      .spyOn(test.provider, 'open')
      .mockRejectedValue(new TypeError('secret detail at /etc/passwd'));
    const failure: unknown = await test.router.complete('hello').catch((error: unknown) => error);
    expect(LlmRouterError.isInstance(failure)).toBe(true);
    expect(String(failure)).not.toContain('secret detail');
  });
});

const hello = [{ role: 'user' as const, content: 'Hello there' }];
