import fc from 'fast-check';
import { NOTHING_BILLED } from './billed-hours.js';
import { type Compared, explainDifference } from './explain-difference.js';

const compared = (differing: Omit<Partial<Compared>, 'billed'>, billed = {}): Compared => ({
  invoiced: 0n,
  invoicedTokens: null,
  rounding: 0n,
  ...differing,
  billed: { ...NOTHING_BILLED, ...billed },
});

const causes = (it: Compared) => explainDifference(it).map(({ cause, amount }) => [cause, amount]);

describe('explainDifference', () => {
  it.each<[string, Compared, [string, bigint][]]>([
    ['nothing', compared({ invoiced: 7n }, { cost: 7n, tries: 1 }), []],
    [
      'rounding',
      compared({ invoiced: 100n, rounding: 5n }, { cost: 96n, tries: 3, unpriced: 1 }),
      [['rounding', 4n]],
    ],
    [
      'tries without a price, by their share of the tokens',
      compared(
        { invoiced: 100n },
        { cost: 50n, tries: 4, tokens: 1_000, unpriced: 1, unpricedTokens: 300 },
      ),
      [
        ['unknown price', 30n],
        ['not in the ledger', 20n],
      ],
    ],
    [
      'tries of which none has a price',
      compared({ invoiced: 100n }, { tries: 4, tokens: 9, unpriced: 4, unpricedTokens: 9 }),
      [['unknown price', 100n]],
    ],
    [
      'estimates, as far as they can be wrong',
      compared({ invoiced: 90n }, { cost: 100n, tries: 4, estimated: 1, estimatedCost: 6n }),
      [
        ['estimated usage', -6n],
        ['not on the invoice', -4n],
      ],
    ],
    [
      'tries that ended without usage, as much as others',
      compared({ invoiced: 75n }, { cost: 50n, tries: 7, unmetered: 2 }),
      [
        ['tries without usage', 20n],
        ['not in the ledger', 5n],
      ],
    ],
    [
      'more tokens, and another price',
      compared({ invoiced: 75n, invoicedTokens: 110 }, { cost: 50n, tries: 7, tokens: 100 }),
      [
        ['not in the ledger', 5n],
        ['price', 20n],
      ],
    ],
    [
      'fewer tokens',
      compared({ invoiced: 45n, invoicedTokens: 90 }, { cost: 50n, tries: 7, tokens: 100 }),
      [['not on the invoice', -5n]],
    ],
    ['no calls at all', compared({ invoiced: 9n }), [['not in the ledger', 9n]]],
  ])('names %s', (_, it, expected) => {
    expect(causes(it)).toEqual(expected);
  });

  it('adds up to the difference, whatever it finds', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const count = fc.nat(1_000);
    const billed = fc.record({
      cost: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }),
      tokens: fc.integer({ min: -5, max: 10_000_000 }),
      tries: count,
      unpriced: count,
      unpricedTokens: count,
      estimated: count,
      estimatedCost: amount,
      unmetered: count,
    });
    const tokens = fc.option(fc.nat());
    fc.assert(
      fc.property(amount, tokens, amount, billed, (invoiced, invoicedTokens, rounding, own) => {
        const explanations = explainDifference({ invoiced, invoicedTokens, rounding, billed: own });
        const total = explanations.reduce((sum, it) => sum + it.amount, 0n);
        expect(total).toBe(invoiced - own.cost);
        expect(explanations.every(({ amount: part }) => part !== 0n)).toBe(true);
      }),
    );
  });
});
