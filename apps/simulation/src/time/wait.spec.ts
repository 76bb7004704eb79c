import { VirtualClock } from 'nestjs-llm-router/testing';
import { wait } from './wait.js';

describe('wait', () => {
  it('takes its time', async () => {
    const clock = new VirtualClock();
    const done = wait(clock, 3_600_000, new AbortController().signal).then(() => clock.monotonic());
    await clock.run();
    expect(await done).toBe(3_600_000);
  });

  it('ends as soon as its signal is aborted, for the reason of the signal', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const reason = new Error('enough');
    const outcome = wait(clock, 100, controller.signal).catch((error: unknown) => ({
      error,
      at: clock.monotonic(),
    }));
    clock.after(40, () => controller.abort(reason));
    await clock.run();
    expect(await outcome).toEqual({ error: reason, at: 40 });
    await expect(wait(clock, 1, controller.signal)).rejects.toBe(reason);
  });
});
