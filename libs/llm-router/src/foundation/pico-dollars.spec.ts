import fc from 'fast-check';
import { formatUsd, parseUsd } from './pico-dollars.js';

describe('formatUsd', () => {
  it.each([
    [0n, '0'],
    [1n, '0.000000000001'],
    [123_000_000n, '0.000123'],
    [12_000_000_000_000n, '12'],
    [-1_500_000_000_000n, '-1.5'],
    [123_456_789_000_000_000_001n, '123456789.000000000001'],
  ])('writes %s pico-dollars as %s', (pico, usd) => {
    expect(formatUsd(pico)).toBe(usd);
  });
});

describe('parseUsd', () => {
  it('reads back whatever formatUsd writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (pico) => {
        expect(parseUsd(formatUsd(pico))).toBe(pico);
      }),
    );
  });

  it.each(['', '1e-3', '$1', '.5', '1.', '1,5', '0.0000000000001', ' 1', 'Infinity'])(
    'refuses %j and says what is legal',
    (text) => {
      expect(() => parseUsd(text)).toThrow(
        `${JSON.stringify(text)} is not an amount of US dollars. Legal: a decimal number of at most 12 places`,
      );
    },
  );
});
