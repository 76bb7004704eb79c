import { aCall, aDecision, aFailure, anAttempt } from '../../observability/calls.fixture.js';
import { explainCall } from '../../observability/explain/explain-call.js';
import { attemptRow, requestRow } from './ledger-rows.js';
import { settledCallFrom } from './settled-call-from.js';

const degraded = aCall({
  caller: { keyId: 'k', tenant: 't', user: 'u', door: 'd' },
  tags: { team: 'search' },
  servedModel: 'groq/llama',
  rung: 'smaller',
  decision: aDecision({ rule: 'night', task: { classifier: 'local', task: 'code' } }),
  attempts: [
    aFailure(),
    anAttempt({
      index: 1,
      kind: 'failover',
      rung: 'smaller',
      model: 'groq/llama',
      after: 200,
      waitedMs: 80,
      region: 'eu',
      credential: 'main',
      servedModel: 'llama-3',
      upstreamRequestId: 'r',
      priceVersion: 'v',
    }),
  ],
});
const failed = aCall({
  status: 'failed',
  failure: { code: 'no_candidate', message: 'Nobody.' },
  servedModel: undefined,
  provider: undefined,
  firstPartMs: undefined,
  finishReason: undefined,
  attempts: [],
  cost: null,
  decision: undefined,
});

it.each([
  ['that the ladder saved', degraded],
  ['that failed', failed],
])('gives back a call %s, so that it can be explained later', (_name, call) => {
  const attempts = call.attempts.map((it) => attemptRow(call.id, it));
  const restored = settledCallFrom({ ...requestRow(call), attempts });
  expect(restored).toEqual(call);
  expect(explainCall(restored)).toEqual(explainCall(call));
});

it('takes a row whose attempts were not read', () => {
  expect(settledCallFrom(requestRow(degraded)).attempts).toEqual([]);
});
