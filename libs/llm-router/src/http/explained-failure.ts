import { type DecisionRecord, decisionRecordOfFailure } from '../pipeline/decision-record.js';

const RECORD = Symbol('decision record');

/** Has a failure carry the record of the call that it ended, for the filter that answers with it. */
export function explainFailure(failure: unknown): void {
  const value = decisionRecordOfFailure(failure);
  if (value === undefined) return;
  Object.defineProperty(failure, RECORD, { value, configurable: true });
}

/** The record that a failure carries; undefined where nobody asked for it, or where no call began. */
export function recordOfFailure(failure: object): DecisionRecord | undefined {
  return (failure as { [RECORD]?: DecisionRecord })[RECORD];
}
