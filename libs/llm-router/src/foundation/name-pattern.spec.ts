import fc from 'fast-check';
import { fitsPattern } from './name-pattern.js';

it.each([
  ['*', '', true],
  ['*', 'openai/gpt', true],
  ['openai/*', 'openai/gpt-4.1', true],
  ['openai/*', 'openai-eu/gpt-4.1', false],
  ['OpenAI/GPT-*', 'openai/gpt-4.1', true],
  ['*-mini', 'openai/gpt-4.1-mini', true],
  ['*-mini', 'openai/gpt-4.1-mini-2025', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*c', 'axxbxxc', true],
  ['a*b*c', 'axxcxxb', false],
  ['ab*bc', 'abc', false],
  ['gpt-4.1', 'gpt-4x1', false],
  ['a**b', 'ab', true],
])('%s and %s: %s', (pattern, name, fits) => expect(fitsPattern(pattern, name)).toBe(fits));

const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.', '/'), maxLength: 8 });
const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/'), maxLength: 10 });

it('fits as the regular expression does', () => {
  fc.assert(
    fc.property(text, name, (pattern, it) => {
      const escaped = pattern.replace(/[./]/g, '\\$&').replaceAll('*', '.*');
      expect(fitsPattern(pattern, it)).toBe(new RegExp(`^${escaped}$`).test(it));
    }),
  );
});

it('is done with a long name in a moment', () => {
  expect(fitsPattern('a*'.repeat(100) + 'b', 'a'.repeat(100_000))).toBe(false);
});

it('covers all that a pattern covers which it fits itself', () => {
  fc.assert(
    fc.property(text, text, name, (outer, inner, it) => {
      if (fitsPattern(outer, inner) && fitsPattern(inner, it)) {
        expect(fitsPattern(outer, it)).toBe(true);
      }
    }),
  );
});
