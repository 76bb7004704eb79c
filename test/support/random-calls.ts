import fc from 'fast-check';
import type { AttemptRecord, CallSettled } from 'nestjs-llm-router';
import { madeAttempt, settledCall } from './settled-calls.js';

const MODELS = ['openai/gpt-4.1-mini', 'groq/llama-3.3-70b-versatile'] as const;

/** Around midnight, and the end of a month: where sums by time go wrong. */
const FIRST = Date.parse('2026-11-30T20:30:00Z');
const SPAN_MS = 50 * 3_600_000;

export const randomTime = fc.nat(SPAN_MS).map((after) => FIRST + after);

const tokens = fc.constantFrom(0, 1, 7, 1_000_000);

const usage = fc.record({
  input: tokens,
  cacheRead: tokens,
  cacheWrite: tokens,
  cacheWriteLong: tokens,
  inputAudio: tokens,
  inputImage: tokens,
  output: tokens,
  reasoning: tokens,
  outputAudio: tokens,
  outputImage: tokens,
  estimated: fc.boolean(),
  suspect: fc.boolean(),
});

const cost = fc.option(fc.constantFrom(0n, 1n, 930_000_000n, 9_100_000_000_000_000n));

const attempt = fc
  .record({
    model: fc.constantFrom(...MODELS),
    kind: fc.constantFrom('first', 'retry', 'hedge'),
    status: fc.constantFrom('succeeded', 'failed'),
    region: fc.option(fc.constantFrom('eu', ''), { nil: undefined }),
    serviceTier: fc.option(fc.constant('flex'), { nil: undefined }),
    release: fc.option(fc.constant('r1'), { nil: undefined }),
    startedAt: randomTime,
    usage,
    cost,
  } as const)
  .map((it): AttemptRecord => madeAttempt({ ...it, provider: it.model.split('/')[0]! }));

const tag = fc.constantFrom('a', 'b', '', 'x=y', '100%', '😀');

/** Calls with few values of everything, so that their groups overlap; the times of a call and its tries are unrelated. */
export const randomCall = fc
  .record({
    caller: fc.record({
      keyId: fc.constantFrom('k1', undefined),
      tenant: fc.constantFrom('acme', '', undefined),
      team: fc.constantFrom('search', undefined),
      user: fc.constantFrom('u1', 'u2', "o'ther"),
    }),
    tags: fc.dictionary(fc.constantFrom('team', 'te=am', 'te%3Dam', 'te'), tag, { maxKeys: 3 }),
    operation: fc.constantFrom('chat', 'embedding'),
    servedModel: fc.constantFrom(...MODELS, undefined),
    status: fc.constantFrom('succeeded', 'failed', 'aborted'),
    cache: fc.constantFrom('off', 'miss', 'hit'),
    startedAt: randomTime,
    attempts: fc.array(attempt, { maxLength: 3 }),
    saved: fc.option(
      fc.record({ model: fc.constant(MODELS[0]), provider: fc.constant('openai'), usage, cost }),
      { nil: undefined },
    ),
  } as const)
  .map((it): CallSettled => settledCall({ ...it, provider: it.servedModel?.split('/')[0] }));
