import type { BudgetAnswer, BudgetStep } from '../contracts/budget-store.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { GroupedSteps } from './grouped-steps.js';

const step = (lease: number): BudgetStep => ({ type: 'end', lease: String(lease), charges: [] });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A store that answers when the test says so. */
class SlowStore {
  readonly batches: string[][] = [];
  private readonly open: ((error?: Error) => void)[] = [];

  apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]> {
    this.batches.push(steps.map((it) => it.lease));
    return new Promise((resolve, reject) => {
      this.open.push((error) =>
        error ? reject(error) : resolve(steps.map(() => ({ outcome: 'done', amounts: [] }))),
      );
    });
  }

  answer(error?: Error): Promise<unknown> {
    this.open.shift()!(error);
    return settled();
  }
}

let store: SlowStore;
let clock: ManualClock;
let steps: GroupedSteps<SlowStore>;
beforeEach(() => {
  store = new SlowStore();
  clock = new ManualClock();
  steps = new GroupedSteps(store, clock);
});
afterEach(() => expect(clock.pending).toBe(0));

it('takes the first step at once, and all that come meanwhile together, in order', async () => {
  const taken = [1, 2, 3, 4].map((it) => steps.take(step(it)));
  expect(store.batches).toEqual([['1']]);
  await store.answer();
  expect(store.batches).toEqual([['1'], ['2', '3', '4']]);
  await store.answer();
  expect(await Promise.all(taken)).toHaveLength(4);
});

it('takes 200 steps together at most', async () => {
  const taken = Array.from({ length: 402 }, (_, index) => steps.take(step(index)));
  for (let batch = 0; batch < 4; batch++) await store.answer();
  expect(store.batches.map((it) => it.length)).toEqual([1, 200, 200, 1]);
  await Promise.all(taken);
});

it('fails those together that went together, and goes on', async () => {
  const [first, second, third] = [1, 2, 3].map((it) => steps.take(step(it)));
  await store.answer();
  await first;
  const fails = [second, third].map((it) => expect(it).rejects.toThrow('away'));
  await store.answer(new Error('away'));
  await Promise.all(fails);
  const fourth = steps.take(step(4));
  await store.answer();
  await fourth;
});

it('waits for 2 s, and does not send what was given up', async () => {
  const fails = [1, 2].map((it) =>
    expect(steps.take(step(it))).rejects.toThrow('gave no answer within 2000 ms'),
  );
  clock.advance(2_000);
  await Promise.all(fails);
  await settled();
  expect(store.batches).toEqual([['1']]);
  const third = steps.take(step(3));
  expect(store.batches).toEqual([['1'], ['3']]);
  await store.answer();
  await store.answer();
  await third;
});

it('tells when all that was asked before is answered', async () => {
  let answered = false;
  void steps.take(step(1));
  void steps.answered().then(() => (answered = true));
  await settled();
  expect(answered).toBe(false);
  await store.answer();
  expect(answered).toBe(true);
});
