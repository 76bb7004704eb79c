import { getEventListeners } from 'node:events';
import { A, B, FIXED, limiterSetUp, settle } from './target-limiter.fixture.js';
import type { Slot } from './target-limiter.js';

const GONE = new Error('the caller left');

describe('TargetLimiter', () => {
  it('gives as many places as the limit says, and each again once it is released', () => {
    const { limiter } = limiterSetUp({ initial: 2, max: 2 });
    const first = limiter.tryTake(A)!;
    expect(limiter.tryTake(A)).toBeDefined();
    expect(limiter.tryTake(A)).toBeUndefined();
    expect(limiter.tryTake(B)).toBeDefined();
    expect(limiter.of(A)).toEqual({ inUse: 2, limit: 2 });
    first.release();
    first.release();
    expect(limiter.of(A)).toEqual({ inUse: 1, limit: 2 });
    expect(limiter.tryTake(A)).toBeDefined();
    expect(limiter.tryTake(A)).toBeUndefined();
  });

  it('takes the first of the targets that has a free place', async () => {
    const { limiter, take } = limiterSetUp(FIXED);
    limiter.tryTake(A);
    await expect(take([A, B])).resolves.toMatchObject({ target: B });
  });

  it('makes others wait, for whichever is free first', async () => {
    const { limiter, take } = limiterSetUp(FIXED);
    limiter.tryTake(A);
    const onB = limiter.tryTake(B)!;
    const waiting = take([A, B]);
    await settle();
    expect([waiting.state, limiter.waiting]).toEqual(['waiting', 1]);
    onB.release();
    const { target, slot } = await waiting;
    expect([target, limiter.waiting]).toEqual([B, 0]);
    slot.release();
    expect(limiter.of(B)?.inUse).toBe(0);
  });

  it('serves high before normal before low, and first come first within one', async () => {
    const { limiter, take } = limiterSetUp(FIXED);
    let slot: Slot | undefined = limiter.tryTake(A);
    const order: string[] = [];
    for (const [name, priority] of [
      ['low 1', 'low'],
      ['normal 1', 'normal'],
      ['high 1', 'high'],
      ['normal 2', 'normal'],
      ['high 2', 'high'],
    ] as const) {
      void take([A], { priority }).then((taken) => {
        order.push(name);
        slot = taken.slot;
      });
    }
    for (let count = 0; count < 5; count++) {
      await settle();
      slot?.release();
    }
    await settle();
    expect(order).toEqual(['high 1', 'high 2', 'normal 1', 'normal 2', 'low 1']);
  });

  it('lets nobody pass who waits for a target that stays full', async () => {
    const { limiter, take } = limiterSetUp(FIXED);
    limiter.tryTake(A);
    const onB = limiter.tryTake(B)!;
    const forA = take([A], { priority: 'high' });
    const forB = take([B], { priority: 'low' });
    await settle();
    onB.release();
    await expect(forB).resolves.toMatchObject({ target: B });
    expect(forA.state).toBe('waiting');
  });

  it('serves all that a limit which has grown has room for', async () => {
    const { limiter, take } = limiterSetUp({ initial: 9, max: 100 });
    const slots = Array.from({ length: 9 }, () => limiter.tryTake(A)!);
    const waiting = [1, 2, 3].map(() => take([A]));
    await settle();
    for (const slot of slots.slice(-2)) {
      slot.release({ delivery: 'document', latencyMs: 100, failed: false });
    }
    await Promise.all(waiting);
    expect(limiter.of(A)).toEqual({ inUse: 10, limit: 10 });
  });

  it('shrinks the limit with failures; what it has given stays given', () => {
    const { limiter } = limiterSetUp({ min: 1, initial: 10, max: 10 });
    const slots = Array.from({ length: 10 }, () => limiter.tryTake(A)!);
    slots[0]!.release({ delivery: 'stream', latencyMs: 0, failed: true });
    expect(limiter.of(A)).toEqual({ inUse: 9, limit: 9 });
    expect(limiter.tryTake(A)).toBeUndefined();
  });

  it("ends a wait with the signal's own reason, and leaves nothing behind", async () => {
    const { clock, limiter, take } = limiterSetUp(FIXED);
    const slot = limiter.tryTake(A)!;
    const controller = new AbortController();
    const waiting = take([A], { signal: controller.signal });
    await settle();
    controller.abort(GONE);
    await expect(waiting).rejects.toBe(GONE);
    expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
    slot.release();
    expect(limiter.of(A)?.inUse).toBe(0);
    await expect(take([A], { signal: controller.signal })).rejects.toBe(GONE);
    expect(limiter.of(A)?.inUse).toBe(0);
  });

  it('leaves nothing at the signal of a call that got its place', async () => {
    const { clock, limiter, take } = limiterSetUp(FIXED);
    const slot = limiter.tryTake(A)!;
    const { signal } = new AbortController();
    const waiting = take([A], { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    slot.release();
    await waiting;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    expect(clock.pending).toBe(0);
  });

  it('gives everybody a place where it is off', async () => {
    const { limiter, take } = limiterSetUp(false);
    for (let count = 0; count < 5_000; count++) expect(limiter.tryTake(A)).toBeDefined();
    const { slot } = await take([A]);
    slot.release({ delivery: 'stream', latencyMs: 1, failed: true });
    expect(limiter.of(A)).toBeUndefined();
  });

  it('refuses options that are out of range', () => {
    expect(() => limiterSetUp({ min: 0 })).toThrow('concurrency.min: 0');
  });

  it('forgets targets that nobody used for long; never those in use', () => {
    const { clock, limiter } = limiterSetUp({});
    limiter.tryTake(A);
    limiter.tryTake(B)!.release();
    clock.advance(9 * 60_000);
    limiter.tryTake('p/c')!.release();
    expect(limiter.of(B)).toBeDefined();
    clock.advance(60_000);
    limiter.tryTake('p/d')!.release();
    expect([A, B, 'p/c'].map((it) => limiter.of(it)?.inUse)).toEqual([1, undefined, 0]);
  });

  it('keeps a bounded number of idle targets', () => {
    const { limiter } = limiterSetUp({});
    const names = Array.from({ length: 20_000 }, (_, index) => `p/${index}`);
    for (const name of names) limiter.tryTake(name)!.release();
    expect(names.filter((it) => limiter.of(it) !== undefined).length).toBeLessThanOrEqual(5_000);
  });
});
