import { evenParts, textParts } from './text-parts.js';

describe('textParts', () => {
  it.each([
    ['a b c', undefined, ['a', ' b', ' c']],
    [' two\n lines ', undefined, [' two', '\n lines', ' ']],
    ['', undefined, []],
    ['a b c d', 2, ['a', ' b c d']],
    ['abcdef', 3, ['ab', 'cd', 'ef']],
    ['ab', 5, ['a', 'b']],
  ])('%j in %s', (text, count, parts) => {
    expect(textParts(text, count)).toEqual(parts);
  });

  it('loses nothing when cut evenly', () => {
    expect(evenParts('0123456789', 4).join('')).toBe('0123456789');
  });
});
