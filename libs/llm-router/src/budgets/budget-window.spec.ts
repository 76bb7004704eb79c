import fc from 'fast-check';
import type { BudgetWindow } from '../contracts/budget.js';
import { windowAt } from './budget-window.js';

const at = (text: string) => Date.parse(text);
const shown = (window: BudgetWindow, time: string) => {
  const { startsAt, endsAt } = windowAt(window, at(time));
  return [startsAt, endsAt].map((it) => (it === undefined ? it : new Date(it).toISOString()));
};

it.each<[BudgetWindow, string, string, string]>([
  ['minute', '2026-11-22T14:05:06.789Z', '2026-11-22T14:05:00.000Z', '2026-11-22T14:06:00.000Z'],
  ['hour', '2026-11-22T14:05:06.789Z', '2026-11-22T14:00:00.000Z', '2026-11-22T15:00:00.000Z'],
  ['day', '2026-11-22T14:05:06.789Z', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  // A Sunday, and the Monday after it.
  ['week', '2026-11-22T23:59:59.999Z', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ['week', '2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
  ['month', '2028-02-29T12:00:00.000Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ['month', '2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
])('the %s of %s begins at %s and ends at %s', (window, time, begins, ends) => {
  expect(shown(window, time)).toEqual([begins, ends]);
});

it('never ends in total', () => {
  expect(windowAt('total', at('2026-11-22T14:05:06Z'))).toEqual({ startsAt: 0 });
});

it('holds its time, and ends where the next one begins', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<BudgetWindow>('minute', 'hour', 'day', 'week', 'month'),
      fc.integer({ min: 0, max: at('2100-01-01') }),
      (window, time) => {
        const { startsAt, endsAt = NaN } = windowAt(window, time);
        expect(startsAt <= time && time < endsAt).toBe(true);
        expect(windowAt(window, endsAt).startsAt).toBe(endsAt);
        expect(windowAt(window, startsAt)).toEqual({ startsAt, endsAt });
      },
    ),
  );
});
