import fc from 'fast-check';
import { formatUsd } from '../../../foundation/pico-dollars.js';
import { amountOf, placesOf } from './invoice-amount.js';
import { type InvoiceLine, invoiceOf } from './invoice.js';
import { readInvoice } from './read-invoice.js';

const NOVEMBER = { first: '2026-11-01', end: '2026-12-01' };

describe('amountOf', () => {
  it.each<[string | number, bigint]>([
    ['12.34', 12_340_000_000_000n],
    ['$1,234.5', 1_234_500_000_000_000n],
    ['-.5', -500_000_000_000n],
    ['1e-05', 10_000_000n],
    [0.1, 100_000_000_000n],
    ['0.0000000000015', 2n],
    ['7', 7_000_000_000_000n],
  ])('reads %j', (text, pico) => {
    expect(amountOf(text, 'usd', 'amount')).toBe(pico);
  });

  it('reads cents', () => {
    expect(amountOf('123.45', 'cents', 'amount')).toBe(1_234_500_000_000n);
  });

  it('reads every amount of ours', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (pico) => {
        expect(amountOf(formatUsd(pico), 'usd', 'amount')).toBe(pico);
      }),
    );
  });

  it.each(['', '.', 'free', '1.2.3', 'NaN', '--1'])('refuses %j', (text) => {
    expect(() => amountOf(text, 'usd', 'here')).toThrow(
      `here: ${JSON.stringify(text)} is not an amount.`,
    );
  });

  it('counts the places that are written', () => {
    expect(['12', '1.20', '$1,000.125', '1e-05', '1.5e3'].map(placesOf)).toEqual([0, 2, 3, 5, 0]);
  });
});

describe('invoiceOf', () => {
  it('adds up the lines of a day and a model', () => {
    const line = { day: '2026-11-01', model: 'm' };
    const lines: InvoiceLine[] = [
      { ...line, amount: '0.1', tokens: 3 },
      { ...line, amount: '0.25', tokens: 4 },
      { ...line, day: '2026-11-02', amount: '1' },
    ];
    expect(invoiceOf(lines, 'usd', NOVEMBER)).toEqual({
      groups: [
        { ...line, amount: 350_000_000_000n, tokens: 7, lines: 2 },
        { ...line, day: '2026-11-02', amount: 1_000_000_000_000n, tokens: null, lines: 1 },
      ],
      rounding: 5_000_000_000n,
    });
  });

  it.each<[InvoiceLine, string]>([
    [
      { model: 'm', day: '2026-12-01', amount: 1 },
      'invoice[1].day: "2026-12-01" is no day of the range.',
    ],
    [{ model: 'm', day: 'Monday', amount: 1 }, 'invoice[1].day: "Monday" is no day of the range.'],
    [{ model: 'm', amount: 1 }, 'invoice[1]: Either all lines have a day or none'],
    [{ day: '2026-11-01', amount: 1 }, 'invoice[1]: Either all lines have a model or none'],
    [{ model: 'm', day: '2026-11-01', amount: 'x' }, 'invoice[1].amount: "x" is not an amount.'],
  ])('refuses %j', (line, message) => {
    const lines = [{ day: '2026-11-01', model: 'm', amount: 1 }, line];
    expect(() => invoiceOf(lines, 'usd', NOVEMBER)).toThrow(message);
  });
});

describe('readInvoice', () => {
  it('reads the columns that are named, whatever else there is', () => {
    const csv =
      '\ufeffdate,project,"model, as billed",in,out,usd\r\n2026-11-01T00:00:00Z,p,"a ""b""",1,2,"1,000.5"\r\n1761955200,p,m,,4,0\r\n';
    const columns = {
      amount: 'usd',
      day: 'date',
      model: 'model, as billed',
      tokens: ['in', 'out'],
    };
    expect(readInvoice(csv, columns)).toEqual([
      { day: '2026-11-01', model: 'a "b"', amount: '1,000.5', tokens: 3 },
      { day: '2025-11-01', model: 'm', amount: '0', tokens: 4 },
    ]);
  });

  it('takes an amount alone', () => {
    expect(readInvoice('usd\n1\n2', { amount: 'usd' })).toEqual([{ amount: '1' }, { amount: '2' }]);
  });

  it.each([
    ['usd\n1', { amount: 'cost' }, 'The CSV has no column "cost". It has: usd.'],
    ['', { amount: 'cost' }, 'The CSV has no column "cost".'],
    ['day,usd\nsoon,1', { amount: 'usd', day: 'day' }, 'Line 2: "soon" is no day.'],
    ['n,usd\nmany,1', { amount: 'usd', tokens: 'n' }, 'Line 2: "many" is no number of tokens.'],
    ['a,"b\n', { amount: 'a' }, 'This is no CSV:'],
  ])('says what is wrong with %j', (csv, columns, message) => {
    expect(() => readInvoice(csv, columns)).toThrow(message);
  });
});
