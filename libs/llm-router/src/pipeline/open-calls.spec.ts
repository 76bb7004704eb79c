import { VirtualClock } from '../testing/virtual-clock.js';
import { CallScope } from './call-scope.js';
import { OpenCalls } from './open-calls.js';

const clock = new VirtualClock();
let openCalls: OpenCalls;
const enter = (): CallScope => {
  const scope = new CallScope(clock, undefined, 600_000);
  openCalls.enter(scope);
  return scope;
};
const leave = (scope: CallScope): void => {
  scope.close();
  openCalls.leave(scope);
};
/** How long a drain with this limit takes, in milliseconds. */
const drained = async (limitMs: number): Promise<number> => {
  const begun = clock.monotonic();
  const end = openCalls.drain(limitMs).then(() => clock.monotonic());
  await clock.run();
  return (await end) - begun;
};

beforeEach(() => {
  openCalls = new OpenCalls(clock);
});

it('is drained at once where no call is open, and admits none any more', async () => {
  leave(enter());
  expect(() => openCalls.admit()).not.toThrow();
  expect(await drained(1_000)).toBe(0);
  expect(() => openCalls.admit()).toThrow(expect.objectContaining({ code: 'shutting_down' }));
});

it('is drained when the last call has left, and aborts none', async () => {
  const [first, last] = [enter(), enter()];
  clock.after(100, () => leave(first));
  clock.after(700, () => leave(last));
  expect(openCalls.count).toBe(2);
  const begun = clock.monotonic();
  expect(await drained(1_000)).toBe(700);
  // No timer of the drain is left.
  expect(clock.monotonic() - begun).toBe(700);
  expect([openCalls.count, first.signal.aborted, last.signal.aborted]).toEqual([0, false, false]);
});

it('aborts those that outlast the limit, and waits until they have settled', async () => {
  const scope = enter();
  scope.signal.addEventListener('abort', () => clock.after(300, () => leave(scope)));
  expect(await drained(1_000)).toBe(1_300);
  expect(scope.signal.reason).toMatchObject({ code: 'shutting_down' });
});

it('does not wait for ever for a call that hangs', async () => {
  const scope = enter();
  expect(await drained(1_000)).toBe(3_000);
  expect(openCalls.count).toBe(1);
  scope.close();
});

it('brings the deadline of one call forward', async () => {
  const [hastened, other] = [enter(), enter()];
  openCalls.hasten(hastened.signal, 200);
  await clock.run(clock.monotonic() + 200);
  expect(hastened.signal.reason).toMatchObject({ code: 'deadline_exceeded' });
  expect(other.signal.aborted).toBe(false);
  leave(hastened);
  leave(other);
});
