import type { DecisionRecord } from '../pipeline/decision-record.js';

/** The field under which answers carry the decision record, in every API. */
export type DecisionField = { readonly llm_router?: DecisionRecord };

/** To be spread into an object of the answer; nothing where the record was not asked for. */
export function decisionField(record: DecisionRecord | undefined): DecisionField {
  return record === undefined ? {} : { llm_router: record };
}

/**
 * A JSON object's text with the record as its last field. The text itself stays as it is: to read and write it again
 * could change its numbers.
 */
export function withDecision(json: string, record: DecisionRecord | undefined): string {
  if (record === undefined) return json;
  const end = json.lastIndexOf('}');
  const before = json.slice(0, end).trimEnd();
  const separator = before.endsWith('{') ? '' : ',';
  return `${before}${separator}"llm_router":${JSON.stringify(record)}}`;
}
