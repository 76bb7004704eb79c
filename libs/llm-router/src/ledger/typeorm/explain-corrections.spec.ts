import { NO_USAGE } from '../../contracts/token-usage.js';
import { aCall } from '../journal/calls.fixture.js';
import { explainCorrections } from './explain-corrections.js';
import { attemptRows, requestRow } from './ledger-rows.js';

const call = aCall();
const rows = attemptRows(call);
const correction = (cost: bigint, usage: object) => ({
  ...rows[0]!,
  kind: 'correction' as const,
  cost,
  usage: { ...NO_USAGE, ...usage },
  note: 'The invoice of November',
});

it('tells of each correction, and of nothing where there is none', () => {
  const attempts = [
    ...rows,
    correction(-20_000_000_000n, { input: -100, reasoning: 7 }),
    correction(5n, {}),
    correction(0n, {}),
  ];
  expect(explainCorrections({ ...requestRow(call), attempts })).toEqual([
    'Corrected since, at openai/gpt-4.1-mini: -$0.02, -100 input, +7 reasoning (The invoice of November).',
    'Corrected since, at openai/gpt-4.1-mini: +$0.000000000005 (The invoice of November).',
    'Corrected since, at openai/gpt-4.1-mini: nothing (The invoice of November).',
  ]);
  expect(explainCorrections({ ...requestRow(call), attempts: rows })).toEqual([]);
  expect(explainCorrections(requestRow(call))).toEqual([]);
});
