import { countTokens, truncateToTokens } from './token-count.js';

describe('countTokens', () => {
  it('counts one for four characters, rounded up', () => {
    expect(['', 'a', 'abcd', 'abcde'].map(countTokens)).toEqual([0, 1, 1, 2]);
  });

  it('truncates to what it counts, never through a character', () => {
    expect(truncateToTokens('abcdefgh', 1)).toBe('abcd');
    expect(truncateToTokens('abc', 1)).toBe('abc');
    expect(truncateToTokens('abc😀', 1)).toBe('abc');
  });
});
