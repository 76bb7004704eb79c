import { atMostEvery } from './at-most-every.js';

test('opens at once, then only after the interval', () => {
  let now = 0;
  const due = atMostEvery(60_000, () => now);
  const answers = [0, 1, 59_999, 60_000, 60_001, 120_000].map((at) => {
    now = at;
    return due();
  });
  expect(answers).toEqual([true, false, false, true, false, true]);
});
