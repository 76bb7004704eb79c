import { BatchQueue } from './batch-queue.js';

/** A place for batches that may be out of order, and the waits that it is told of. */
function world() {
  const batches: number[][] = [];
  const tries: boolean[] = [];
  const waits = new Map<() => void, number>();
  const told: string[] = [];
  const state = { out: false };
  const later = (delayMs: number, run: () => void) => {
    waits.set(run, delayMs);
    return () => void waits.delete(run);
  };
  const queue = new BatchQueue<number>({
    write: async (batch, again) => {
      tries.push(again);
      if (state.out) throw new Error('out of order');
      batches.push([...batch]);
    },
    written: (recovered) => void told.push(recovered ? 'recovered' : 'written'),
    failed: ({ message }, retryMs) => void told.push(`${message}, ${retryMs}`),
    later,
  });
  /** Ends the one wait, and lets everything run that waits for nothing else. */
  const pass = async () => {
    const [[run] = []] = waits;
    waits.delete(run!);
    run!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, batches, tries, waits, told, state, pass, later };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

it('takes what came together after a moment, and a hundred at once', async () => {
  const { queue, batches, waits, pass } = world();
  numbers(0, 3).forEach((it) => queue.push(it));
  expect([...waits.values()]).toEqual([10]);
  await pass();
  numbers(3, 253).forEach((it) => queue.push(it));
  expect(waits.size).toBe(0);
  await queue.flush();
  expect(batches).toEqual([numbers(0, 3), numbers(3, 103), numbers(103, 203), numbers(203, 253)]);
});

it('tries a batch that failed again as it is, later and later', async () => {
  const { queue, batches, tries, waits, told, state, pass } = world();
  state.out = true;
  queue.push(0);
  await pass();
  queue.push(1);
  await pass();
  expect([...waits.values()]).toEqual([200]);
  expect([queue.pending, queue.lastError?.message]).toEqual([2, 'out of order']);
  state.out = false;
  await pass();
  expect(batches).toEqual([[0], [1]]);
  expect(tries).toEqual([false, true, true, false]);
  expect(told).toEqual(['out of order, 100', 'out of order, 200', 'recovered', 'written']);
  expect([queue.pending, queue.lastError]).toEqual([0, undefined]);
});

it('drops the oldest that are in no batch yet', async () => {
  const { queue, batches, state } = world();
  state.out = true;
  numbers(0, 250).forEach((it) => queue.push(it));
  await expect(queue.flush()).rejects.toThrow('out of order');
  expect(queue.dropOldest()).toBe(100);
  state.out = false;
  await queue.flush();
  expect(batches.flat()).toEqual([...numbers(0, 100), ...numbers(200, 250)]);
});

it('rests once it is drained, or may write no more', async () => {
  const { queue, batches, waits, state, later } = world();
  queue.push(0);
  await queue.drain(() => true, 1_000, later);
  expect([batches, waits.size]).toEqual([[[0]], 0]);
  state.out = true;
  queue.push(1);
  await queue.drain(() => false, 1_000, later);
  expect([queue.pending, waits.size]).toEqual([1, 0]);
});
