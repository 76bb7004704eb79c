import fc from 'fast-check';
import { aCall, aDecision, aFailure, anAttempt, anyCall } from '../observability/calls.fixture.js';
import { rememberSettledCall } from '../observability/settled-call-of.js';
import { decisionRecord, decisionRecordOfFailure } from './decision-record.js';

const call = aCall({
  rung: 'smaller',
  caller: { keyId: 'k', tenant: 'acme', user: 'ada' },
  decision: aDecision({
    task: { classifier: 'local', task: 'code', cheapSuffices: 0.8 },
    candidates: [
      { candidate: 'openai/gpt', name: 'tier:cheap', place: 0, score: 1.5 },
      { candidate: 'a/b', name: 'tier:cheap', rejectedBy: 'region', because: 'it is elsewhere' },
    ],
  }),
  attempts: [
    anAttempt({ index: 1, kind: 'failover', rung: 'smaller', credential: 'alias', waitedMs: 12.6 }),
    aFailure(),
  ],
});

it("is plain data in the spelling of the vendors' APIs", () => {
  const { words, ...record } = JSON.parse(JSON.stringify(decisionRecord(call)));
  expect(words.length).toBeGreaterThan(3);
  expect(record).toEqual({
    id: '01J9',
    status: 'succeeded',
    decision: {
      asked: 'tier:cheap',
      model: 'tier:cheap',
      prompt_tokens: 1_180,
      strategy: 'balanced',
      task: { classifier: 'local', task: 'code', cheap_suffices: 0.8 },
      candidates: [
        { candidate: 'openai/gpt', name: 'tier:cheap', place: 0, score: 1.5 },
        { candidate: 'a/b', name: 'tier:cheap', rejected_by: 'region', because: 'it is elsewhere' },
      ],
      notes: [],
    },
    attempts: [
      {
        index: 0,
        model: 'openai/gpt',
        kind: 'first',
        status: 'failed',
        error: { code: 'overloaded', message: 'Provider openai is overloaded' },
        duration_ms: 120,
        cost_usd: '0',
      },
      {
        index: 1,
        model: 'openai/gpt',
        kind: 'failover',
        rung: 'smaller',
        status: 'succeeded',
        waited_ms: 13,
        opened_ms: 300,
        first_part_ms: 400,
        duration_ms: 900,
        cost_usd: '0.00021',
      },
    ],
    rung: 'smaller',
    cost_usd: '0.00021',
    duration_ms: 900,
  });
});

it('tells nothing of who called, and of no key', () => {
  expect(JSON.stringify(decisionRecord(call))).not.toMatch(/alias|acme|ada|"k"/);
});

it('can be written as JSON, whatever a call was like', () => {
  fc.assert(
    fc.property(anyCall, (any) => {
      const record = JSON.parse(JSON.stringify(decisionRecord(any)));
      expect(record.attempts).toHaveLength(any.attempts.length);
      expect(record.words.length).toBeGreaterThan(0);
    }),
  );
});

it('is found by the failure that ended the call', () => {
  const failure = new Error('no');
  expect(decisionRecordOfFailure(failure)).toBeUndefined();
  rememberSettledCall(failure, call);
  expect(decisionRecordOfFailure(failure)?.id).toBe('01J9');
  expect(Object.keys(failure)).toEqual([]);
});
