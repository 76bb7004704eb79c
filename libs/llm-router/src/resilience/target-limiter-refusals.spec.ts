import type { ConcurrencyOptions } from '../contracts/options.js';
import { A, FIXED, limiterSetUp, settle } from './target-limiter.fixture.js';

describe('TargetLimiter refuses', () => {
  it('at once where the queue is full', async () => {
    const { limiter, take } = limiterSetUp({ ...FIXED, queue: 1 });
    limiter.tryTake(A);
    const first = take([A]);
    await expect(take([A])).rejects.toMatchObject({
      code: 'router_overloaded',
      httpStatus: 503,
      retryAfterMs: 1_000,
      message: 'The targets are busy, and 1 calls wait for a place already. Try again in a moment.',
    });
    expect(first.state).toBe('waiting');
  });

  it('at once where nobody may wait', async () => {
    const { limiter, take } = limiterSetUp({ ...FIXED, queue: 0 });
    limiter.tryTake(A);
    await expect(take([A])).rejects.toMatchObject({ code: 'router_overloaded' });
    expect(limiter.waiting).toBe(0);
  });

  it('the newest of the lowest priority for one of a higher', async () => {
    const { limiter, take } = limiterSetUp({ ...FIXED, queue: 3 });
    limiter.tryTake(A);
    const waiting = [
      take([A], { priority: 'low' }),
      take([A], { priority: 'low' }),
      take([A], { priority: 'normal' }),
    ];
    const states = async () => {
      await settle();
      return waiting.map(({ state }) => state);
    };
    const high = [1, 2, 3].map(() => take([A], { priority: 'high' }));
    expect(await states()).toEqual(['refused', 'refused', 'refused']);
    expect(high.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    await expect(take([A], { priority: 'high' })).rejects.toMatchObject({
      code: 'router_overloaded',
    });
    await expect(waiting[1]).rejects.toMatchObject({ code: 'router_overloaded' });
  });

  it('only the newest, and nobody of the same priority', async () => {
    const { limiter, take } = limiterSetUp({ ...FIXED, queue: 2 });
    limiter.tryTake(A);
    const waiting = [take([A], { priority: 'low' }), take([A], { priority: 'low' })];
    const normal = take([A], { priority: 'normal' });
    await settle();
    expect([...waiting, normal].map(({ state }) => state)).toEqual([
      'waiting',
      'refused',
      'waiting',
    ]);
    await expect(take([A], { priority: 'low' })).rejects.toMatchObject({
      code: 'router_overloaded',
    });
  });

  /** One place, which was held for 2 s of late. */
  async function busy(options: ConcurrencyOptions = {}) {
    const all = limiterSetUp({ ...FIXED, ...options });
    const slot = all.limiter.tryTake(A)!;
    all.clock.advance(2_000);
    slot.release();
    all.limiter.tryTake(A);
    return all;
  }

  it('who would wait for longer than the call has', async () => {
    const { clock, take } = await busy();
    await expect(take([A], { deadline: clock.now() + 1_500 })).rejects.toMatchObject({
      retryAfterMs: 2_000,
      message:
        'The targets are busy: a place at one would take about 2 s, and the call has 1.5 s left. Try again in a moment.',
    });
    const patient = take([A], { deadline: clock.now() + 2_500 });
    await settle();
    expect(patient.state).toBe('waiting');
    await expect(take([A], { deadline: clock.now() + 2_500 })).rejects.toMatchObject({
      retryAfterMs: 4_000,
    });
    const urgent = take([A], { deadline: clock.now() + 2_500, priority: 'high' });
    await settle();
    expect(urgent.state).toBe('waiting');
  });

  it('who would wait for longer than anybody may', async () => {
    const { take } = await busy({ maxWait: '3s' });
    void take([A]);
    await expect(take([A])).rejects.toThrow(
      'a place at one would take about 4 s, and calls wait for 3 s at most.',
    );
  });

  it('sooner where no place becomes free for longer than usual', async () => {
    const { clock, take } = await busy({ maxWait: '60s' });
    clock.advance(30_000);
    await expect(take([A], { deadline: clock.now() + 20_000 })).rejects.toMatchObject({
      retryAfterMs: 30_000,
    });
  });

  it('a call that has no time left', async () => {
    const { clock, limiter, take } = limiterSetUp(FIXED);
    limiter.tryTake(A);
    await expect(take([A], { deadline: clock.now() })).rejects.toThrow(
      'The targets are busy: a place at one takes a while, and the call has no time left.',
    );
  });

  it('who has waited for as long as anybody may', async () => {
    const { clock, limiter, take } = limiterSetUp({ ...FIXED, maxWait: '3s' });
    limiter.tryTake(A);
    const waiting = take([A, A]);
    await settle();
    clock.advance(2_999);
    await settle();
    expect(waiting.state).toBe('waiting');
    clock.advance(1);
    await expect(waiting).rejects.toMatchObject({
      code: 'router_overloaded',
      retryAfterMs: 1_000,
    });
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
  });
});
