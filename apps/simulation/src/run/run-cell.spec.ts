import { createHook } from 'node:async_hooks';
import { DEFAULT, POLICIES } from '../policy/policies.js';
import { named } from '../named.js';
import { type Scenario, SCENARIOS } from '../scenario.js';
import { runCell } from './run-cell.js';

/** A quarter of the length: enough to meet the fault and its end. */
function short(id: string): Scenario {
  const scenario = named(SCENARIOS, id);
  return {
    ...scenario,
    durationMs: 30_000,
    ...(scenario.trouble && { trouble: { from: 12_000, until: 20_000 } }),
  };
}

/** The default in every scenario, and every policy in one. */
const CELLS = [
  ...SCENARIOS.map(({ id: scenario }) => ({ scenario, policy: DEFAULT, seed: 1 })),
  ...POLICIES.map(({ id: policy }) => ({ scenario: 'slow', policy, seed: 2 })),
];

/** Each is thousands of calls: seconds where the machine has other work. */
jest.setTimeout(120_000);

describe('a run', () => {
  it.each(CELLS)('settles every call once, under $policy with $scenario', async (cell) => {
    const result = await runCell(cell, short(cell.scenario));
    expect(result.requests).toBeGreaterThan(1_000);
    expect(result.settledOnce).toBe(result.requests);
    expect(result.underWay).toBe(0);
    if (cell.scenario === 'healthy') expect(result.succeeded).toBe(result.requests);
    if (cell.scenario === 'total outage') expect(result.succeeded).toBeLessThan(result.requests);
  });

  it('gives the same result for the same seed, and another one for another', async () => {
    const run = (seed: number) =>
      runCell({ scenario: 'slow', policy: DEFAULT, seed }, short('slow'));
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect((await run(2)).firstPartMs).not.toEqual(first.firstPartMs);
  });

  it('never waits for a timer of the machine', async () => {
    // Only our own: Jest and Node set some as well.
    const timers: string[] = [];
    const watch = createHook({
      init: (_, type) => {
        if (type !== 'Timeout') return;
        const [, , ...setters] = new Error('set here').stack?.split('\n') ?? [];
        const ours = setters.filter((it) => /libs\/llm-router|apps\/simulation/.test(it));
        if (ours.length > 0) timers.push(ours.join('\n'));
      },
    });
    watch.enable();
    await runCell({ scenario: 'black hole', policy: DEFAULT, seed: 1 }, short('black hole'));
    expect(timers).toEqual([]);
    setTimeout(() => undefined).unref();
    expect(timers).toHaveLength(1);
    watch.disable();
  });

  it('names what exists where it is asked for something else', async () => {
    await expect(runCell({ scenario: 'flood', policy: DEFAULT, seed: 1 })).rejects.toThrow(
      'Nothing is called "flood". Known: healthy, refused,',
    );
  });
});
