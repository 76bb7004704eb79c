import fc from 'fast-check';
import { textMatcher } from './text-pattern.js';

it.each([
  ['gpt-4.1', 'gpt-4.1', true],
  ['gpt-4.1', 'gpt-4x1', false],
  ['openai/*', 'openai/gpt-4.1', true],
  ['openai/*', 'openai', false],
  ['*', '', true],
  ['*mini*', 'openai/gpt-4.1-mini', true],
  ['a*a', 'a', false],
  ['a*b*a', 'aba', true],
  ['a*ba*ba', 'aba', false],
  ['tier:*', 'TIER:cheap', false],
])('%s over %s: %s', (pattern, text, expected) => {
  expect(textMatcher(pattern)(text)).toBe(expected);
});

it('holds where one of a list does, and never for what is not there', () => {
  const matches = textMatcher(['a', 'b*']);
  expect(['a', 'b', 'bc', 'c'].map(matches)).toEqual([true, true, true, false]);
  expect(textMatcher('*')(undefined)).toBe(false);
  expect(textMatcher([])('a')).toBe(false);
});

it('agrees with the regular expression that it stands for', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 });
  fc.assert(
    fc.property(letters, text, (pattern, it) => {
      const reference = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(textMatcher(pattern)(it)).toBe(reference.test(it));
    }),
  );
});

it('takes no time for a text that is made to take much', () => {
  const matches = textMatcher(`${'*a'.repeat(30)}*b`);
  expect(matches('a'.repeat(100_000))).toBe(false);
});
