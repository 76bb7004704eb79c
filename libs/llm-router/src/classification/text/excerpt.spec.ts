import { excerpt } from './excerpt.js';

it('keeps what is short', () => {
  expect(excerpt('a'.repeat(5_000))).toHaveLength(5_000);
});

it('keeps the beginning and the end of what is long', () => {
  expect(excerpt(`${'a'.repeat(4_000)}${'b'.repeat(9_000)}${'c'.repeat(1_000)}`)).toBe(
    `${'a'.repeat(4_000)}\n${'c'.repeat(1_000)}`,
  );
});

it('cuts no character in two', () => {
  expect(excerpt(`a${'😀'.repeat(5_000)}b`)).toBe(`a${'😀'.repeat(1_999)}\n${'😀'.repeat(499)}b`);
});
