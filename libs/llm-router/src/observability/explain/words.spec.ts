import { costWords, dollars } from './dollars.js';
import { count, duration, list, ordinal, percent, plain, sentence } from './words.js';

it.each([
  [0.4, 'less than 1 ms'],
  [312.4, '312 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [125_000, '2 min 5 s'],
  [-1, 'an unknown time'],
  [NaN, 'an unknown time'],
])('%p ms are %p', (milliseconds, words) => expect(duration(milliseconds)).toBe(words));

it.each([
  [0n, '$0'],
  [1n, '$0.000000000001'],
  [210_000_000n, '$0.00021'],
  [123_456_789n, '$0.000123'],
  [999_600_000_000n, '$1'],
  [12_345_678_901_234n, '$12.35'],
  [1_234_567_890_123_456n, '$1234.57'],
])('%p pico-dollars are %p', (pico, words) => expect(dollars(pico)).toBe(words));

it('tells no price from no cost', () => {
  expect([costWords(null), costWords(0n)]).toEqual(['its cost is unknown', 'it cost nothing']);
});

it('counts', () => {
  expect([count(1, 'token'), count(1_234, 'token'), count(NaN, 'token')]).toEqual([
    '1 token',
    '1,234 tokens',
    'an unknown number of tokens',
  ]);
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 112].map(ordinal).join(' ')).toBe(
    'first 2nd 3rd 4th 11th 12th 13th 21st 22nd 112th',
  );
  expect([percent(0.915), percent(2)]).toEqual(['92 %', 'an unknown share']);
});

it('puts texts in order', () => {
  expect([list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual(['nothing', 'a', 'a, b and c']);
  expect(plain(' a\r\n\t b\u0000\ud800 ')).toBe('a b');
  expect(plain('abcdef', 4)).toBe('abc…');
  expect([sentence('a'), sentence('a!')]).toEqual(['a.', 'a!']);
});
