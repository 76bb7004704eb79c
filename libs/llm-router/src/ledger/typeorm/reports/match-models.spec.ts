import { type KnownModel, matchModels } from './match-models.js';

const known = (model: string, cost = 100n, servedModel: string | null = null): KnownModel => ({
  model,
  servedModel,
  cost,
});

const matched = (
  invoiced: Record<string, bigint>,
  ledger: KnownModel[],
  names?: Record<string, string>,
) => {
  const { matches, billedAs } = matchModels(new Map(Object.entries(invoiced)), ledger, names);
  return { by: matches.map(({ invoice, by }) => [invoice, by]), as: ledger.map(billedAs) };
};

describe('matchModels', () => {
  it.each<[string, string, KnownModel]>([
    ['name', 'gpt-4.1', known('gpt-4.1')],
    ['served model', 'gpt-4.1-2025-04-14', known('best', 1n, 'gpt-4.1-2025-04-14')],
    ['version', 'gpt-4.1-2025-04-14', known('gpt-4.1')],
    ['version', 'claude-sonnet-4-5', known('claude-sonnet-4-5-20250929')],
    ['version', 'mistral-small', known('mistral-small-latest')],
    ['amount', 'GPT 4.1 (US)', known('gpt-4.1', 96n)],
  ])('finds a model by its %s', (by, invoice, model) => {
    expect(matched({ [invoice]: 100n }, [model])).toEqual({ by: [[invoice, by]], as: [invoice] });
  });

  it('takes what the user says before all else', () => {
    const names = { Premium: 'gpt-4.1' };
    expect(matched({ 'gpt-4.1': 1n, Premium: 1n }, [known('gpt-4.1')], names).as).toEqual([
      'Premium',
    ]);
  });

  it('leaves alone what it does not find', () => {
    expect(matched({ other: 50n }, [known('gpt-4.1')])).toEqual({ by: [], as: ['gpt-4.1'] });
    expect(matched({ other: 0n }, [known('gpt-4.1', 0n)]).by).toEqual([]);
  });

  it('bills several versions as the one that the invoice has', () => {
    const versions = [known('gpt-4.1', 1n, 'gpt-4.1-a'), known('gpt-4.1', 2n, 'gpt-4.1-b')];
    const { matches } = matchModels(new Map([['gpt-4.1', 3n]]), versions);
    expect(matches).toEqual([{ invoice: 'gpt-4.1', by: 'name', ledger: ['gpt-4.1'] }]);
  });
});
