import fc from 'fast-check';
import { SlidingCounts } from './sliding-counts.js';

describe('SlidingCounts', () => {
  it('counts all of the last nine tenths of the window, and nothing from before it', () => {
    const steps = fc.array(
      fc.record({
        column: fc.nat({ max: 1 }),
        passed: fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 500 })),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, fc.nat({ max: 10_000 }), (all, start) => {
        const counts = new SlidingCounts(100, 2);
        const added: { column: number; at: number }[] = [];
        let now = start;
        for (const { column, passed } of all) {
          now += passed;
          counts.add(column, now);
          added.push({ column, at: now });
          for (const each of [0, 1]) {
            const since = (ms: number) =>
              added.filter((it) => it.column === each && now - it.at < ms).length;
            expect(counts.total(each, now)).toBeGreaterThanOrEqual(since(90));
            expect(counts.total(each, now)).toBeLessThanOrEqual(since(100));
          }
        }
        expect(counts.isEmpty(now + 100)).toBe(true);
      }),
    );
  });

  it('loses nothing when the clock goes back', () => {
    const counts = new SlidingCounts(100, 1);
    counts.add(0, 1_000);
    counts.add(0, 500);
    counts.add(0, NaN);
    expect(counts.total(0, 1_000)).toBe(3);
  });

  it('forgets everything at once where it is told to', () => {
    const counts = new SlidingCounts(100, 1);
    counts.add(0, 10);
    counts.clear();
    expect(counts.isEmpty(10)).toBe(true);
    counts.add(0, 10);
    expect(counts.total(0, 10)).toBe(1);
  });
});
