import type { ConsideredCandidate, RouteDecision } from '../../contracts/route-decision.js';
import { compactDecision } from './compact-decision.js';

const decision: RouteDecision = {
  asked: 'tier:smart',
  model: 'tier:cheap',
  rule: 'night',
  task: { classifier: 'local', task: 'code' },
  promptTokens: 12,
  strategy: 'balanced',
  candidates: [{ candidate: 'a/b', name: 'tier:cheap', place: 0, score: 1, because: '312 ms' }],
  notes: ['half of the targets are out'],
};
const rejected = (index: number): ConsideredCandidate => ({
  candidate: `r/${index}`,
  name: 'tier:cheap',
  rejectedBy: 'breaker',
});

it('leaves a decision of the usual size as it is', () => {
  expect(compactDecision(decision)).toEqual(decision);
});

it('keeps the candidates of the plan before those that were rejected, in their order', () => {
  const candidates = [
    ...Array.from({ length: 30 }, (_, index) => rejected(index)),
    { ...rejected(0), candidate: 'second', place: 1 },
    { ...rejected(0), candidate: 'first', place: 0 },
  ];
  const compact = compactDecision({ ...decision, candidates });
  expect(compact.candidates.map((it) => it.candidate)).toEqual([
    'first',
    'second',
    ...Array.from({ length: 18 }, (_, index) => `r/${index}`),
  ]);
  expect(compact.notes).toEqual([
    'half of the targets are out',
    '12 more candidates were considered.',
  ]);
});

it('cuts texts short, and notes', () => {
  const [{ because } = {}] = compactDecision({
    ...decision,
    candidates: [{ ...decision.candidates[0]!, because: 'x'.repeat(201) }],
  }).candidates;
  expect(because).toBe(`${'x'.repeat(199)}…`);
  expect(compactDecision({ ...decision, notes: Array(50).fill('note') }).notes).toHaveLength(10);
});

it('leaves no half of a pair where it cuts, nor what a database cannot store', () => {
  const asked = `\0${'x'.repeat(197)}😀😀`;
  expect(compactDecision({ ...decision, asked }).asked).toBe(`\ufffd${'x'.repeat(197)}\ufffd…`);
});
