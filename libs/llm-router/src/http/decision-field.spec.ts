import type { DecisionRecord } from '../pipeline/decision-record.js';
import { decisionField, withDecision } from './decision-field.js';

const record = { id: '1' } as DecisionRecord;

it('adds the record as the last field, and leaves the rest of the text as it is', () => {
  const json = '{"id": "a",\n "seed": 12345678901234567890, "nested": {"a": {}}}\n';
  expect(withDecision(json, record)).toBe(
    '{"id": "a",\n "seed": 12345678901234567890, "nested": {"a": {}},"llm_router":{"id":"1"}}',
  );
  expect(withDecision('{ }', record)).toBe('{"llm_router":{"id":"1"}}');
});

it('adds nothing where the record was not asked for', () => {
  expect(withDecision('{}\n', undefined)).toBe('{}\n');
  expect(decisionField(undefined)).toEqual({});
  expect(decisionField(record)).toEqual({ llm_router: record });
});
