import fc from 'fast-check';
import { formatMoney, formatUsd, parseUsd, readUsd } from './pico-dollars.js';

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

  it.each([
    [0.075, 75_000_000_000n],
    [-0.5, -500_000_000_000n],
    [1e-9, 1_000n],
    [1e-12, 1n],
    // Four places more than a float of this size holds exactly.
    [1_234_567.1, 1_234_567_100_000_000_000n],
    [0.1 + 0.2, 300_000_000_000n],
    [0, 0n],
  ])('reads the number %d as it is written', (usd, pico) => {
    expect(parseUsd(usd)).toBe(pico);
  });

  it.each([1e-13, 1.5e-12, 1e21, NaN, Infinity])('refuses the number %d', (usd) => {
    expect(() => parseUsd(usd)).toThrow(`"${usd}" is not an amount of US dollars.`);
  });
});

describe('readUsd', () => {
  it('reads what is an amount, and throws for nothing', () => {
    expect(readUsd('0.5')).toBe(500_000_000_000n);
    expect(readUsd(-2)).toBe(-2_000_000_000_000n);
    for (const other of ['free', NaN, null, undefined, true, ['1'], { usd: 1 }, 1n]) {
      expect(readUsd(other)).toBeUndefined();
    }
  });
});

describe('formatMoney', () => {
  it.each([
    [1_000_000_000_000n, '0.8612', '0.8612'],
    [123_000_000n, 0.5, '0.0000615'],
    [-1n, '0.000000000001', '-0.000000000000000000000001'],
    [123_456_789_000_000_000_001n, '156.98', '19380246737.22000000015698'],
    [0n, '0.8612', '0'],
  ])('writes %s pico-dollars at %s as %s', (pico, perUsd, money) => {
    expect(formatMoney(pico, { perUsd })).toBe(money);
  });

  it('loses nothing', () => {
    const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 18n }), (pico, rate) => {
        const money = formatMoney(pico, { perUsd: formatUsd(rate) });
        const [whole = '', fraction = ''] = money.replace('-', '').split('.');
        expect(BigInt(whole + fraction.padEnd(24, '0'))).toBe((pico < 0n ? -pico : pico) * rate);
        expect(money.startsWith('-')).toBe(pico < 0n);
      }),
    );
  });

  it('is what formatUsd writes where a dollar is worth one', () => {
    fc.assert(
      fc.property(fc.bigInt(), (pico) => {
        expect(formatMoney(pico, { perUsd: 1 })).toBe(formatUsd(pico));
      }),
    );
  });
});
