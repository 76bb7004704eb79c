import { aCall } from '../calls.fixture.js';
import { explainFindings } from './explain-findings.js';

it('tells kinds and numbers, in the prompt and in the answer', () => {
  const findings = [
    { direction: 'input', entity: 'email', action: 'pseudonymise', count: 2 },
    { direction: 'input', entity: 'card', action: 'mask', count: 1 },
    { direction: 'output', entity: 'iban', action: 'flag', count: 1 },
  ] as const;
  expect(explainFindings(aCall({ findings }))).toEqual([
    'Redaction found in the prompt: 2 × email (pseudonymise) and 1 × card (mask).',
    'Redaction found in the answer: 1 × iban (flag).',
  ]);
  expect(explainFindings(aCall())).toEqual([]);
});
