import fc from 'fast-check';
import { SeededRandom } from '../../../contracts/random.js';
import { DAY_MS } from '../time-range.js';
import { type DayCost, forecastMonth, HISTORY_DAYS } from './month-forecast.js';

const MIDDLE = Date.parse('2026-11-16T00:00:00Z');
const USD = 1_000_000_000_000n;

/** What the days before `asOf` cost. */
function history(asOf: number, costOf: (day: number) => bigint, days = HISTORY_DAYS): DayCost[] {
  const today = Math.floor(asOf / DAY_MS);
  return Array.from({ length: days }, (_, index) => today - days + index).map((day) => ({
    day,
    cost: costOf(day),
  }));
}

const isWeekend = (day: number) => new Date(day * DAY_MS).getUTCDay() % 6 === 0;

describe('forecastMonth', () => {
  it('goes on as it was, where every day costs the same', () => {
    expect(
      forecastMonth(
        '2026-11',
        MIDDLE,
        15n * USD,
        history(MIDDLE, () => USD),
      ),
    ).toEqual({
      month: '2026-11',
      asOf: new Date(MIDDLE),
      spent: 15n * USD,
      expected: 30n * USD,
      low: 30n * USD,
      high: 30n * USD,
      method: 'mean of weekdays',
      days: 28,
    });
  });

  it('knows weekdays from weekends, and the part of today that is left', () => {
    const costs = (day: number) => (isWeekend(day) ? 0n : 2n * USD);
    // A Friday at noon: half of it, then a Monday at the end of the month.
    const asOf = Date.parse('2026-11-27T12:00:00Z');
    const { expected, low, high } = forecastMonth('2026-11', asOf, 7n * USD, history(asOf, costs));
    expect([expected, low, high]).toEqual([10n * USD, 10n * USD, 10n * USD]);
  });

  it('takes all days for alike until there are two weeks of them', () => {
    const costs = (day: number) => (day % 2 === 0 ? 0n : 2n * USD);
    const known = (days: number) =>
      forecastMonth('2026-11', MIDDLE, 0n, history(MIDDLE, costs, days));
    expect(known(14).method).toBe('mean of weekdays');
    expect(known(12)).toMatchObject({ method: 'mean of days', days: 12, expected: 15n * USD });
    expect(known(12).low).toBeLessThan(15n * USD);
    expect(known(12).high).toBeGreaterThan(15n * USD);
  });

  it('says nothing where it knows too little', () => {
    expect(
      forecastMonth(
        '2026-11',
        MIDDLE,
        USD,
        history(MIDDLE, () => USD, 1),
      ),
    ).toMatchObject({
      spent: USD,
      expected: null,
      low: null,
      high: null,
      method: 'none',
    });
  });

  it('knows the end of a month that is over, and expects all of one to come', () => {
    const days = history(MIDDLE, () => USD);
    expect(forecastMonth('2026-10', MIDDLE, 5n, days)).toMatchObject({ expected: 5n, low: 5n });
    expect(forecastMonth('2027-02', MIDDLE, 0n, days)).toMatchObject({ expected: 28n * USD });
  });

  it('never expects less than what is spent', () => {
    const costs = fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { maxLength: HISTORY_DAYS });
    const asOf = fc.integer({ min: 0, max: 40 * DAY_MS }).map((after) => MIDDLE + after);
    fc.assert(
      fc.property(costs, asOf, (made, at) => {
        const days = history(at, () => 0n, made.length).map((it, index) => ({
          ...it,
          cost: made[index] ?? 0n,
        }));
        const { low, expected, high } = forecastMonth('2026-11', at, 7n, days);
        if (expected === null) return expect(days.length).toBeLessThan(2);
        expect(low! >= 7n && low! <= expected && expected <= high!).toBe(true);
      }),
    );
  });

  it('holds what it says of its range: four of five ends lie in it', () => {
    const { next } = new SeededRandom(7);
    /** A normal distribution, by the sum of twelve. */
    const normal = () => Array.from({ length: 12 }, next).reduce((sum, it) => sum + it, -6);
    const cost = (day: number) =>
      BigInt(Math.round((isWeekend(day) ? 40 : 100) * 1e12 + 15e12 * normal()));
    const runs = 2_000;
    let within = 0;
    for (let run = 0; run < runs; run++) {
      const days = history(MIDDLE, cost);
      const end = history(MIDDLE + 15 * DAY_MS, cost, 15).reduce((sum, it) => sum + it.cost, 0n);
      const { low, high } = forecastMonth('2026-11', MIDDLE, 0n, days);
      if (low! <= end && end <= high!) within++;
    }
    expect(within / runs).toBeGreaterThan(0.77);
    expect(within / runs).toBeLessThan(0.83);
  });
});
