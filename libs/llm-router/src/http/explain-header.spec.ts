import { asksToExplain } from './explain-header.js';

it.each([
  [undefined, false],
  ['true', true],
  [' TRUE ', true],
  ['false', false],
])('reads %p as %p', (value, expected) => {
  expect(asksToExplain({ 'x-llm-router-explain': value })).toBe(expected);
});

it.each(['', '1', 'yes', 'true, true'])('refuses %p', (value) => {
  expect(() => asksToExplain({ 'x-llm-router-explain': value })).toThrow(
    `x-llm-router-explain must be true or false, not ${JSON.stringify(value)}.`,
  );
});
