import { NO_USAGE } from '../../contracts/token-usage.js';
import { aCall, aDecision, aFailure, anAttempt } from '../../observability/calls.fixture.js';
import { explainCall } from '../../observability/explain/explain-call.js';
import { attemptRows, requestRow } from './ledger-rows.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
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

const billed = aCall({
  caller: { team: 'search' },
  operation: 'embedding',
  configuration: 'c0ffee',
  sensitivity: 'internal',
  attempts: [
    anAttempt({
      serviceTier: 'flex',
      release: '2026-10',
      costParts: {
        input: 100n,
        cacheRead: 0n,
        cacheWrite: 0n,
        output: 200n,
        reasoning: 0n,
        audio: 0n,
        image: 0n,
        request: 9_007_199_254_740_993n,
      },
    }),
  ],
});
const cached = aCall({
  cache: 'hit',
  attempts: [],
  usage: NO_USAGE,
  cost: 0n,
  saved: {
    model: 'openai/gpt',
    provider: 'openai',
    usage: { ...NO_USAGE, input: 1_200, output: 300 },
    cost: 210_000_000n,
  },
});

it.each([
  ['that the ladder saved', degraded],
  ['that failed', failed],
  ['that was billed in parts', billed],
  ['that the cache answered', cached],
  [
    'that the cache answered, whatever that had cost',
    { ...cached, saved: { ...cached.saved!, cost: null } },
  ],
])('gives back a call %s, so that it can be explained later', (_name, call) => {
  const restored = settledCallFrom({ ...requestRow(call), attempts: attemptRows(call) });
  expect(restored).toEqual(call);
  expect(explainCall(restored)).toEqual(explainCall(call));
});

it('takes a row whose attempts were not read', () => {
  expect(settledCallFrom(requestRow(degraded)).attempts).toEqual([]);
});

describe('of a call that was corrected', () => {
  const first = aFailure({ cost: null });
  const second = anAttempt({ index: 1, cost: 50n });
  const call = aCall({ attempts: [first, second], cost: null, usage: second.usage });
  const rows = attemptRows(call);
  const correctionOf = (index: number, cost: bigint, input = 0): LlmAttempt => ({
    ...rows[index]!,
    id: `correction-${index}-${cost}`,
    kind: 'correction',
    usage: { ...NO_USAGE, input },
    cost,
    note: 'The invoice says so.',
  });
  const restore = (...corrections: LlmAttempt[]) =>
    settledCallFrom({ ...requestRow(call), attempts: [...rows, ...corrections] });

  it('adds each correction to its try and to the call', () => {
    const { attempts, cost, usage } = restore(correctionOf(0, 7n), correctionOf(1, -20n, -200));
    expect(attempts.map((it) => it.cost)).toEqual([7n, 30n]);
    expect(attempts.map((it) => it.usage.input)).toEqual([0, 1_000]);
    expect([cost, usage.input]).toEqual([37n, 1_000]);
  });

  it('leaves a cost unknown that was not corrected', () => {
    const { attempts, cost } = restore(correctionOf(1, 1n), correctionOf(0, 0n, 5));
    expect(attempts.map((it) => it.cost)).toEqual([null, 51n]);
    expect(cost).toBeNull();
  });
});
