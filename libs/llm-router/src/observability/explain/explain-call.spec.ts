import { NO_USAGE } from '../../contracts/token-usage.js';
import { aCall, aDecision, aFailure, anAttempt } from '../calls.fixture.js';
import { explainCall } from './explain-call.js';

const overtaken = anAttempt({
  status: 'aborted',
  failure: { code: 'hedge_lost', message: 'Another one was faster.' },
  firstPartMs: undefined,
  cost: 50_000_000n,
});
const brokenOff = anAttempt({
  status: 'interrupted',
  failure: { code: 'stream_interrupted', message: 'The reply of provider openai broke off: reset' },
});

describe('explainCall', () => {
  it('tells of a first choice that answered', () => {
    expect(explainCall(aCall())).toEqual([
      'The call asked for tier:cheap, as a stream.',
      'The answer came from openai/gpt, the first choice.',
      'It took 900 ms in all: 400 ms until its first part (headers after 300 ms) and 500 ms for the rest.',
      'It cost $0.00021 for 1,200 prompt tokens and 300 completion tokens.',
      'The prompt has about 1,180 tokens.',
      'The strategy balanced ranked 2 candidates: 1. openai/gpt (312 ms × 3 in flight); 2. groq/llama (score 740).',
      'Attempt 1, openai/gpt: headers after 300 ms, first part after 400 ms and finished after 900 ms; it cost $0.00021.',
    ]);
  });

  it('tells why a call went elsewhere, and where nine seconds went', () => {
    const call = aCall({
      servedModel: 'groq/llama',
      durationMs: 9_000,
      decision: aDecision({
        asked: 'tier:smart',
        rule: 'night',
        task: {
          classifier: 'local',
          task: 'code',
          confidence: 0.92,
          language: 'en',
          cheapSuffices: 0.81,
        },
        candidates: [
          ...aDecision().candidates,
          {
            candidate: 'acme/m',
            name: 'tier:cheap',
            rejectedBy: 'breaker',
            because: 'it failed 5 times in a row',
          },
        ],
        notes: ['half of the targets are out, so that all are used'],
      }),
      attempts: [
        aFailure(),
        aFailure({
          index: 1,
          kind: 'retry',
          after: 700,
          waitedMs: 580,
          openedMs: 200,
          durationMs: 6_000,
          status: 'timed_out',
          failure: { code: 'timeout', message: 'Its first part limit of 6000 ms passed.' },
        }),
        anAttempt({
          index: 2,
          kind: 'failover',
          model: 'groq/llama',
          after: 7_600,
          region: 'eu-central-1',
          credential: 'main',
        }),
      ],
    });
    expect(explainCall(call)).toEqual([
      'The call asked for tier:smart, as a stream.',
      'The answer came from groq/llama, the 2nd choice.',
      'It took 9.0 s in all: 7.6 s before groq/llama was asked (6.1 s on 2 earlier attempts, 580 ms waiting), 400 ms until its first part (headers after 300 ms) and 1.0 s for the rest.',
      'It cost $0.00021 for 1,200 prompt tokens and 300 completion tokens.',
      'The rule "night" fired and sent the call to tier:cheap.',
      'The classifier local took the prompt for code (92 % sure), found the language en and gave a cheap model a chance of 81 % to suffice.',
      'The prompt has about 1,180 tokens.',
      'The strategy balanced ranked 2 candidates: 1. openai/gpt (312 ms × 3 in flight); 2. groq/llama (score 740).',
      'Left out: acme/m by the filter breaker: it failed 5 times in a row.',
      'Half of the targets are out, so that all are used.',
      'Attempt 1, openai/gpt: no answer began and failed after 120 ms (overloaded, HTTP 503); it cost nothing. Reason: Provider openai is overloaded.',
      'Attempt 2, openai/gpt once more, after waiting 580 ms: headers after 200 ms, no content came and timed out after 6.0 s; it cost nothing. Reason: Its first part limit of 6000 ms passed.',
      'Attempt 3, groq/llama instead, in eu-central-1, with the key main: headers after 300 ms, first part after 400 ms and finished after 900 ms; it cost $0.00021.',
    ]);
  });

  it('names what a hedge cost, whichever of the two won', () => {
    const hedge = anAttempt({ index: 1, kind: 'hedge', model: 'groq/llama', after: 500 });
    const hedged = aCall({
      servedModel: 'groq/llama',
      durationMs: 1_400,
      cost: 260_000_000n,
      // The list is in the order of endings.
      attempts: [hedge, overtaken],
    });
    const words = explainCall(hedged);
    expect(words).toContain('Of that, $0.00005 went to openai/gpt, which the hedge overtook.');
    expect(words).toContain(
      'It took 1.4 s in all: 500 ms before groq/llama was asked (another one was still running), 400 ms until its first part (headers after 300 ms) and 500 ms for the rest.',
    );
    expect(words.slice(-2)).toEqual([
      'Attempt 1, openai/gpt: headers after 300 ms, no content came and was cancelled after 900 ms, since another one was faster; it cost $0.00005.',
      'Attempt 2, groq/llama beside it as a hedge: headers after 300 ms, first part after 400 ms and finished after 900 ms; it cost $0.00021.',
    ]);

    const inVain = aCall({
      attempts: [anAttempt(), { ...overtaken, index: 1, kind: 'hedge', model: 'groq/llama' }],
    });
    expect(explainCall(inVain)).toContain(
      'Of that, $0.00005 went to the hedge to groq/llama, which was not used.',
    );
  });

  it('tells of a reply that another target continued', () => {
    const call = aCall({
      servedModel: 'groq/llama',
      durationMs: 1_900,
      cost: 420_000_000n,
      attempts: [
        brokenOff,
        anAttempt({ index: 1, kind: 'continuation', model: 'groq/llama', after: 900 }),
      ],
    });
    const words = explainCall(call);
    expect(words).toContain('The answer began with openai/gpt, and was continued by groq/llama.');
    expect(words).toContain('Of that, $0.00021 went to groq/llama for continuing the reply.');
  });

  it.each([
    [
      'failed',
      { failure: { code: 'attempts_exhausted', message: 'All 1 attempts failed' } },
      'It failed after 130 ms with attempts_exhausted: All 1 attempts failed.',
    ],
    ['failed', {}, 'It failed after 130 ms.'],
    [
      'timed_out',
      { failure: { code: 'deadline_exceeded', message: 'Its 130 ms passed.' } },
      'It ran out of time after 130 ms: Its 130 ms passed.',
    ],
    [
      'aborted',
      { failure: { code: 'aborted', message: 'The caller aborted the call.' } },
      'The caller left after 130 ms, before anybody had answered.',
    ],
    [
      'aborted',
      { servedModel: 'openai/gpt', failure: { code: 'shutting_down', message: '' } },
      'The router shut down after 130 ms, while openai/gpt was answering.',
    ],
    [
      'interrupted',
      { servedModel: 'openai/gpt', failure: { code: 'stream_interrupted', message: 'reset' } },
      'openai/gpt began to answer, and broke off after 130 ms: reset.',
    ],
  ] as const)('tells how a call ended that %s: %j', (status, differing, expected) => {
    const words = explainCall(
      aCall({
        servedModel: undefined,
        durationMs: 130,
        attempts: [aFailure()],
        status,
        ...differing,
      }),
    );
    expect(words[1]).toBe(expected);
  });

  it('tells of a ladder that nobody on answered', () => {
    const words = explainCall(
      aCall({ status: 'failed', rung: 'refused', servedModel: undefined, attempts: [aFailure()] }),
    );
    expect(words).toContain(
      'The ladder of the tier was tried to its end, and nobody on it answered.',
    );
  });

  it.each([
    ['smaller', 'The answer came from openai/gpt, a smaller model.'],
    ['trimmed', 'The answer came from openai/gpt, a model that was sent less of the conversation.'],
    ['stale-cache', 'The answer was a kept reply that is past its time, of openai/gpt.'],
    ['static', 'The answer was the text that the tier declares for this case.'],
  ] as const)('names the rung %s', (rung, expected) => {
    expect(explainCall(aCall({ rung }))[1]).toBe(expected);
  });

  it.each([
    ['length', 'It stopped at its limit of tokens.'],
    ['tool_calls', 'It asked for tools.'],
    ['content_filter', 'A content filter stopped it.'],
  ] as const)('tells of the finish reason %s', (finishReason, expected) => {
    expect(explainCall(aCall({ finishReason }))[2]).toBe(expected);
  });

  it('tells of a cached reply', () => {
    const call = aCall({
      cache: 'hit',
      attempts: [],
      decision: undefined,
      cost: 0n,
      durationMs: 3,
    });
    expect(explainCall(call)).toEqual([
      'The call asked for tier:cheap, as a stream.',
      'The answer came from the cache: it had been given by openai/gpt.',
      'It took 3 ms in all, and no provider was asked.',
      'It cost nothing, since no provider was asked.',
    ]);
  });

  it('tells why nobody could be asked, also without a decision', () => {
    const call = aCall({
      status: 'failed',
      servedModel: undefined,
      failure: { code: 'no_candidate', message: 'No candidate for "tier:cheap".' },
      finishReason: undefined,
      attempts: [],
      decision: undefined,
      cost: 0n,
      rejections: [{ candidate: 'a/b', filter: 'capability', reason: 'it cannot call tools' }],
    });
    expect(explainCall(call).at(-1)).toBe(
      'Left out: a/b by the filter capability: it cannot call tools.',
    );
    const { rejections: _, ...rest } = call;
    const decision = aDecision({
      candidates: [{ candidate: 'a/b', name: 'tier:cheap', rejectedBy: 'region' }],
    });
    expect(explainCall({ ...rest, rejections: [], decision })).toEqual(
      expect.arrayContaining([
        'No candidate was left.',
        'Left out: a/b by the filter region: it gave no reason.',
      ]),
    );
  });

  it('tells what a kept reply saved, as far as that is known', () => {
    const saved = { model: 'a/b', provider: 'a', usage: aCall().usage, cost: 210_000_000n };
    const hit = aCall({ cache: 'hit', attempts: [], usage: NO_USAGE, cost: 0n, saved });
    expect(explainCall(hit)).toContain(
      'The kept reply saved $0.00021 for 1,200 prompt tokens and 300 completion tokens.',
    );
    expect(explainCall({ ...hit, saved: { ...saved, cost: null } })).toContain(
      'The kept reply saved an unknown amount for 1,200 prompt tokens and 300 completion tokens.',
    );
  });

  it('does not vouch for counts that cannot be right', () => {
    const usage = { ...aCall().usage, suspect: true };
    expect(explainCall(aCall({ usage })).join(' ')).toContain(
      'It cost $0.00021 for 1,200 prompt tokens and 300 completion tokens, as far as what a provider counted can be right.',
    );
  });

  it('says that a cost is unknown, and what of it is not', () => {
    const call = aCall({
      cost: null,
      attempts: [
        anAttempt({ cost: null, index: 1, kind: 'failover' }),
        { ...overtaken, model: 'a/b' },
      ],
    });
    expect(explainCall(call)).toEqual(
      expect.arrayContaining([
        'What it cost is unknown, since the price of openai/gpt is.',
        'Of what is known, $0.00005 went to a/b, which the hedge overtook.',
      ]),
    );
  });

  it('says what a failure cost whose attempts ran one after the other', () => {
    const call = aCall({
      status: 'failed',
      servedModel: undefined,
      durationMs: 1_000,
      attempts: [
        aFailure({ durationMs: 300 }),
        aFailure({ index: 1, after: 700, waitedMs: 400, durationMs: 300 }),
      ],
    });
    expect(explainCall(call)).toContain(
      'It took 1.0 s in all: 600 ms for 2 attempts and 400 ms for waiting.',
    );
  });

  it('shows texts of others on one line, and cut short', () => {
    const message = `first line\nsecond\u2028line ${'x'.repeat(500)}`;
    const [, failed] = explainCall(aCall({ status: 'failed', failure: { code: 'x', message } }));
    expect(failed).toMatch(/^It failed after 900 ms with x: first line second line x{100,}…$/);
  });
});
