import { aCall, aDecision, aFailure, anAttempt } from '../calls.fixture.js';
import { summariseCall } from './summarise-call.js';

const SAVED = {
  model: 'openai/gpt',
  provider: 'openai',
  usage: aCall().usage,
  cost: 210_000_000n,
};
const rejected = (candidate: string) => ({
  candidate,
  name: 'tier:cheap',
  rejectedBy: 'breaker',
  because: 'it is ejected',
});

describe('summariseCall', () => {
  it('is one line with the way, the time, the cost and the reasons', () => {
    const call = aCall({
      servedModel: 'groq/llama',
      durationMs: 1_900,
      firstPartMs: 1_400,
      attempts: [
        aFailure({
          status: 'timed_out',
          failure: { code: 'timeout', message: '' },
          durationMs: 1_000,
        }),
        anAttempt({ index: 1, kind: 'failover', model: 'groq/llama', after: 1_000 }),
      ],
      decision: aDecision({ rule: 'night' }),
    });
    expect(summariseCall(call)).toBe(
      '01J9 tier:cheap → groq/llama (2nd choice) in 1.9 s, first part after 1.4 s, $0.00021: openai/gpt timed out after 1.0 s; rule "night" fired; balanced preferred openai/gpt (312 ms × 3 in flight).',
    );
  });

  it('is short where there is nothing to tell', () => {
    const call = aCall({ delivery: 'document', decision: undefined });
    expect(summariseCall(call)).toBe('01J9 tier:cheap → openai/gpt in 900 ms, $0.00021.');
  });

  it.each([
    ['failed', 'attempts_exhausted', 'failed after 900 ms (attempts_exhausted)'],
    ['timed_out', 'deadline_exceeded', 'ran out of time after 900 ms (deadline_exceeded)'],
    ['aborted', 'aborted', 'was left by its caller after 900 ms'],
    ['aborted', 'shutting_down', 'was cut off by the shutdown after 900 ms'],
    ['interrupted', 'stream_interrupted', 'broke off after 900 ms (stream_interrupted)'],
  ] as const)('tells that a call %s with %s', (status, code, expected) => {
    const ended = {
      status,
      failure: { code, message: 'The prompt was: secret' },
      decision: undefined,
    };
    const line = summariseCall(
      aCall({ ...ended, servedModel: undefined, attempts: [], cost: 0n, firstPartMs: undefined }),
    );
    expect(line).toBe(`01J9 tier:cheap ${expected}, $0.`);
    expect(summariseCall(aCall(ended))).toContain(`→ openai/gpt ${expected}`);
  });

  it.each([
    [{ cache: 'hit', attempts: [], cost: 0n }, '→ openai/gpt (cached) in 900 ms'],
    [{ attempts: [], cost: 0n, saved: SAVED, decision: undefined }, ', $0, $0.00021 saved.'],
    [{ attempts: [], cost: 0n, saved: { ...SAVED, cost: null }, decision: undefined }, ', $0.'],
    [{ rung: 'smaller' }, '→ openai/gpt (smaller model) in 900 ms'],
    [{ rung: 'stale-cache', cache: 'hit' }, '→ openai/gpt (kept reply that is past its time) in'],
    [{ cost: null }, ', cost unknown'],
    [{ rung: 'refused', status: 'failed' }, 'nobody on the ladder of the tier answered'],
    [
      { decision: aDecision({ task: { classifier: 'local', task: 'code', confidence: 0.92 } }) },
      'taken for code (92 %)',
    ],
    [
      { decision: aDecision({ candidates: ['a', 'b', 'c', 'd', 'e'].map(rejected) }) },
      'a left out: it is ejected; b left out: it is ejected; c left out: it is ejected; 2 more left out.',
    ],
    [
      {
        decision: undefined,
        rejections: [{ candidate: 'a/b', filter: 'capability', reason: 'it cannot call tools' }],
      },
      ': a/b left out: it cannot call tools.',
    ],
    [{ attempts: [anAttempt({ waitedMs: 3_200 })] }, '3.2 s were spent waiting'],
  ] as const)('tells of %j', (differing, expected) => {
    expect(summariseCall(aCall(differing))).toContain(expected);
  });

  it('tells of hedges and continuations, the one that answered included', () => {
    const hedge = anAttempt({ index: 1, kind: 'hedge', model: 'groq/llama' });
    const lost = anAttempt({
      status: 'aborted',
      firstPartMs: undefined,
      failure: { code: 'hedge_lost', message: '' },
    });
    expect(summariseCall(aCall({ servedModel: 'groq/llama', attempts: [hedge, lost] }))).toContain(
      'openai/gpt was cancelled after 900 ms, since another one was faster; groq/llama beside it as a hedge finished after 900 ms',
    );
    const brokenOff = anAttempt({ status: 'interrupted' });
    const continued = anAttempt({ index: 1, kind: 'continuation', model: 'groq/llama' });
    const both = aCall({ servedModel: 'groq/llama', attempts: [brokenOff, continued] });
    expect(summariseCall(both)).toContain(
      'openai/gpt broke off after 900 ms; groq/llama to continue the reply finished after 900 ms',
    );
  });

  it('holds nothing of what a provider says, and cannot be broken into two lines', () => {
    const call = aCall({
      requestedModel: 'x\n2026-01-01 ERROR forged',
      attempts: [aFailure({ failure: { code: 'bad_request', message: 'You said: secret' } })],
    });
    expect(summariseCall(call)).not.toContain('secret');
    expect(summariseCall(call)).toContain('01J9 x 2026-01-01 ERROR forged →');
  });
});
