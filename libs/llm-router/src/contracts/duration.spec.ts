import { toMilliseconds } from './duration.js';

describe('toMilliseconds', () => {
  it.each([
    [250, 250],
    ['500ms', 500],
    ['1.5s', 1_500],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ] as const)('reads %p as %p ms', (duration, milliseconds) => {
    expect(toMilliseconds(duration)).toBe(milliseconds);
  });

  it.each(['10', 'soon', '-1s', '10 minutes', -5, NaN, Infinity])('refuses %p', (value) => {
    expect(() => toMilliseconds(value as never)).toThrow(/is not a duration\. Legal: /);
  });
});
