import fc from 'fast-check';
import { ManualClock } from './manual-clock.fixture.js';
import { TrafficBudget } from './traffic-budget.js';

const takeAll = (budget: TrafficBudget): number => {
  let taken = 0;
  while (taken < 1_000 && budget.tryTake()) taken++;
  return taken;
};

describe('TrafficBudget', () => {
  it('allows its floor where there are few calls', () => {
    const budget = new TrafficBudget(0.2, 10, new ManualClock());
    budget.called();
    expect(takeAll(budget)).toBe(10);
  });

  it('allows its share of the calls where there are many', () => {
    const budget = new TrafficBudget(0.05, 2, new ManualClock());
    for (let call = 0; call < 200; call++) budget.called();
    expect(takeAll(budget)).toBe(10);
  });

  it('allows again what was taken a window ago, and forgets calls as well', () => {
    const clock = new ManualClock();
    const budget = new TrafficBudget(0.5, 3, clock);
    for (let call = 0; call < 100; call++) budget.called();
    expect(takeAll(budget)).toBe(50);
    clock.advance(5_000);
    expect(takeAll(budget)).toBe(0);
    clock.advance(5_000);
    expect(takeAll(budget)).toBe(3);
  });

  it('does not round up', () => {
    const budget = new TrafficBudget(0.2, 0, new ManualClock());
    for (let call = 0; call < 9; call++) budget.called();
    expect(takeAll(budget)).toBe(1);
  });

  it('allows nothing where share and floor are 0', () => {
    const budget = new TrafficBudget(0, 0, new ManualClock());
    budget.called();
    expect(budget.tryTake()).toBe(false);
  });

  it('never has more taken in nine tenths of a window than its bound at the last of them', () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant('call' as const),
        fc.constant('take' as const),
        fc.record({ pass: fc.nat({ max: 400 }) }),
      ),
      { maxLength: 150 },
    );
    fc.assert(
      fc.property(
        steps,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(5),
        (all, share, floor) => {
          const clock = new ManualClock();
          const budget = new TrafficBudget(share, floor, clock, 1_000);
          const calls: number[] = [];
          const taken: number[] = [];
          const within = (times: number[], ms: number) =>
            times.filter((at) => clock.monotonic() - at < ms).length;
          for (const step of all) {
            if (step === 'call') {
              budget.called();
              calls.push(clock.monotonic());
            } else if (step === 'take') {
              if (!budget.tryTake()) continue;
              taken.push(clock.monotonic());
              const bound = Math.max(floor, share * within(calls, 1_000));
              expect(within(taken, 900)).toBeLessThanOrEqual(bound);
            } else clock.advance(step.pass);
          }
        },
      ),
    );
  });
});
