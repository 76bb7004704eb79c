import fc from 'fast-check';
import { MinuteWindow } from './minute-window.js';

it('sums what was added in the last minute, to the second', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(100), fc.nat(40_000))), (list) => {
      const window = new MinuteWindow();
      const added: { amount: number; second: number }[] = [];
      let now = 0;
      for (const [amount, elapsed] of list) {
        now += elapsed;
        window.add(amount, now);
        const second = Math.floor(now / 1_000);
        added.push({ amount, second });
        const expected = added
          .filter((it) => it.second > second - 60)
          .reduce((sum, it) => sum + it.amount, 0);
        expect(window.sum(now)).toBe(expected);
      }
      expect(window.sum(now + 60_000)).toBe(0);
    }),
  );
});

it('tells when something leaves it', () => {
  const window = new MinuteWindow();
  expect(window.eases(500)).toBe(0);
  window.add(1, 10_200);
  window.add(1, 30_000);
  expect(window.eases(40_000)).toBe(30_000);
  expect(window.sum(69_999)).toBe(2);
  expect(window.sum(70_000)).toBe(1);
});

it('corrects what was added where it was added', () => {
  const window = new MinuteWindow();
  window.add(100, 10_000);
  window.correct(-60, 10_000, 20_000);
  expect(window.sum(20_000)).toBe(40);
  expect(window.sum(70_000)).toBe(0);
  window.correct(500, 10_000, 75_000);
  expect(window.sum(75_000)).toBe(0);
});
