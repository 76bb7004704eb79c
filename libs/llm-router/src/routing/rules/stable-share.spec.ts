import fc from 'fast-check';
import { shareWithin } from './stable-share.js';

const forms = {
  'numbered users': (index: number) => `user-${index}`,
  'bare numbers': (index: number) => String(index),
  addresses: (index: number) => `person.${index}@example.org`,
  'letters at the end': (index: number) =>
    `team-${String.fromCharCode(97 + (index % 26))}${Math.floor(index / 26)}`,
};

it.each(Object.entries(forms))('spreads %s evenly', (_name, subject) => {
  const place = shareWithin('new model for a few');
  const buckets = new Array<number>(20).fill(0);
  for (let index = 0; index < 20_000; index++) buckets[Math.floor(place(subject(index)) / 5)]!++;
  const chiSquare = buckets.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  // 19 degrees of freedom: above this in one of 10,000 cases.
  expect(chiSquare).toBeLessThan(50.8);
});

it('gives a percentage of users within tolerance, whatever the rule is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (rule, percent) => {
      const place = shareWithin(rule);
      let within = 0;
      for (let index = 0; index < 2_000; index++) if (place(`user-${index}`) < percent) within++;
      // Five standard deviations, and more.
      expect(Math.abs(within / 20 - percent)).toBeLessThan(6);
    }),
  );
});

it('tells one rule from another', () => {
  const [a, b] = [shareWithin('a'), shareWithin('b')];
  let both = 0;
  for (let index = 0; index < 10_000; index++) {
    if (a(`user-${index}`) < 50 && b(`user-${index}`) < 50) both++;
  }
  expect(Math.abs(both - 2_500)).toBeLessThan(250);
});

it('stays within its range, and the same, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (subject) => {
      const place = shareWithin('r')(subject);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThan(100);
      expect(shareWithin('r')(subject)).toBe(place);
    }),
  );
});
