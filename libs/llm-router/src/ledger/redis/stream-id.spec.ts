import { isAfter } from './stream-id.js';

it.each([
  ['2-0', '1-9', true],
  ['10-0', '9-0', true],
  ['1-10', '1-9', true],
  ['1-9', '1-10', false],
  ['1-1', '1-1', false],
  ['1-9', '2-0', false],
])('%s comes after %s: %s', (id, other, after) => {
  expect(isAfter(id, other)).toBe(after);
});
