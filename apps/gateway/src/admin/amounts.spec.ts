import { Amounts } from './amounts.js';

describe('Amounts', () => {
  it('are in US dollars, exactly', () => {
    const amounts = new Amounts({});
    expect(amounts.fields({ cost: 1n, saved: null })).toEqual({
      costUsd: '0.000000000001',
      savedUsd: null,
    });
    expect(amounts.columns('cost')).toEqual(['cost_usd']);
    expect(amounts.cells(null)).toEqual([null]);
  });

  it('are in another currency as well, where costs are shown in one', () => {
    const amounts = new Amounts({ currency: { code: 'EUR', perUsd: '0.8612' } });
    expect(amounts.fields({ cost: 2_000_000_000_000n, change: -1n })).toEqual({
      costUsd: '2',
      costEur: '1.7224',
      changeUsd: '-0.000000000001',
      changeEur: '-0.0000000000008612',
    });
    expect(amounts.groups({ costParts: { input: 10n ** 12n, output: null } })).toEqual({
      costPartsUsd: { input: '1', output: null },
      costPartsEur: { input: '0.8612', output: null },
    });
    expect(amounts.columns('saved')).toEqual(['saved_usd', 'saved_eur']);
    expect(amounts.cells(10n ** 12n)).toEqual(['1', '0.8612']);
  });
});
