import fc from 'fast-check';
import type { AttemptRecord } from '../contracts/attempt.js';
import type { RouteDecision } from '../contracts/route-decision.js';
import type { CallSettled, TargetChanged } from '../contracts/router-event.js';
import { NO_USAGE } from '../contracts/token-usage.js';

const STARTED = 1_000_000;
const USAGE = { ...NO_USAGE, input: 1_200, output: 300 };

/** An attempt that answered, but for what the test says; `after`: milliseconds from the start of the call. */
export function anAttempt({
  after = 0,
  ...differing
}: Partial<AttemptRecord> & { after?: number } = {}): AttemptRecord {
  return {
    id: 'attempt',
    index: 0,
    provider: 'openai',
    model: 'openai/gpt',
    kind: 'first',
    startedAt: STARTED + after,
    openedMs: 300,
    firstPartMs: 400,
    durationMs: 900,
    status: 'succeeded',
    finishReason: 'stop',
    usage: USAGE,
    cost: 210_000_000n,
    ...differing,
  };
}

/** One that came to nothing. */
export function aFailure(differing: Parameters<typeof anAttempt>[0] = {}): AttemptRecord {
  return anAttempt({
    status: 'failed',
    failure: { code: 'overloaded', message: 'Provider openai is overloaded', upstreamStatus: 503 },
    openedMs: undefined,
    firstPartMs: undefined,
    finishReason: undefined,
    durationMs: 120,
    usage: NO_USAGE,
    cost: 0n,
    ...differing,
  });
}

export function aDecision(differing: Partial<RouteDecision> = {}): RouteDecision {
  return {
    asked: 'tier:cheap',
    model: 'tier:cheap',
    promptTokens: 1_180,
    strategy: 'balanced',
    candidates: [
      { candidate: 'openai/gpt', name: 'tier:cheap', place: 0, because: '312 ms × 3 in flight' },
      { candidate: 'groq/llama', name: 'tier:cheap', place: 1, score: 740.123 },
    ],
    notes: [],
    ...differing,
  };
}

/** A call that the first choice answered, but for what the test says. */
export function aCall(differing: Partial<CallSettled> = {}): CallSettled {
  return {
    type: 'call-settled',
    id: '01J9',
    caller: {},
    tags: {},
    operation: 'chat',
    delivery: 'stream',
    requestedModel: 'tier:cheap',
    servedModel: 'openai/gpt',
    provider: 'openai',
    startedAt: STARTED,
    firstPartMs: 400,
    durationMs: 900,
    status: 'succeeded',
    finishReason: 'stop',
    cache: 'off',
    usage: USAGE,
    cost: 210_000_000n,
    attempts: [anAttempt()],
    rejections: [],
    decision: aDecision(),
    ...differing,
  };
}

const statuses = ['succeeded', 'failed', 'timed_out', 'aborted', 'interrupted'] as const;
const kinds = ['first', 'retry', 'failover', 'hedge', 'continuation'] as const;
const rungs = [
  'fallback',
  'same-model',
  'cheaper',
  'equal',
  'smaller',
  'trimmed',
  'stale-cache',
  'static',
  'refused',
] as const;
const codes = ['timeout', 'overloaded', 'hedge_lost', 'deadline_exceeded', 'shutting_down'];
const models = ['openai/gpt', 'groq/llama', 'anthropic/opus'] as const;

const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });
/** Whatever a broken clock may tell. */
const milliseconds = fc.oneof(fc.nat(100_000), fc.double());
const name = fc.oneof(
  fc.constantFrom(...models),
  fc.string().filter((it) => !/undefined|NaN|Infinity/.test(it)),
);
const number = fc.oneof(fc.nat(), fc.double());
const cost = fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }));
const usage = fc.record({
  input: number,
  cacheRead: number,
  cacheWrite: number,
  cacheWriteLong: number,
  inputAudio: number,
  inputImage: number,
  output: number,
  reasoning: number,
  outputAudio: number,
  outputImage: number,
  estimated: fc.boolean(),
  suspect: fc.boolean(),
});
const failure = maybe(
  fc.record({
    code: fc.oneof(fc.constantFrom(...codes), name),
    message: name,
    upstreamStatus: maybe(fc.integer({ min: 200, max: 599 })),
  }),
);
const ending = {
  startedAt: fc.oneof(fc.integer({ min: STARTED, max: STARTED + 9_000 }), fc.double()),
  firstPartMs: maybe(milliseconds),
  durationMs: milliseconds,
  status: fc.constantFrom(...statuses),
  failure,
  finishReason: maybe(fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter', 'other')),
  usage,
  cost,
  rung: maybe(fc.constantFrom(...rungs)),
} as const;
const attempts = fc.array(
  fc.record({
    ...ending,
    id: fc.constant('attempt'),
    index: fc.nat(9),
    provider: name,
    model: name,
    kind: fc.constantFrom(...kinds),
    region: maybe(name),
    credential: maybe(name),
    waitedMs: maybe(milliseconds),
    openedMs: maybe(milliseconds),
  }),
  { maxLength: 5 },
);
const candidates = fc.array(
  fc.record({
    candidate: name,
    name,
    rung: maybe(fc.constantFrom(...rungs)),
    place: maybe(fc.nat(9)),
    score: maybe(fc.double()),
    because: maybe(name),
    rejectedBy: maybe(name),
  }),
  { maxLength: 30 },
);

export const anyDecision = fc.record({
  asked: name,
  model: name,
  rule: maybe(name),
  task: maybe(
    fc.record({
      classifier: name,
      task: maybe(name),
      confidence: maybe(number),
      language: maybe(name),
      cheapSuffices: maybe(number),
    }),
  ),
  promptTokens: number,
  strategy: name,
  candidates,
  notes: fc.array(name),
}) as fc.Arbitrary<RouteDecision>;

export const anyCall = fc.record({
  ...ending,
  type: fc.constant('call-settled' as const),
  id: name,
  caller: fc.constant({}),
  tags: fc.constant({}),
  operation: fc.constantFrom('chat', 'embedding'),
  delivery: fc.constantFrom('document', 'stream'),
  requestedModel: name,
  servedModel: maybe(fc.constantFrom(...models)),
  provider: maybe(name),
  cache: fc.constantFrom('off', 'miss', 'hit'),
  attempts,
  rejections: fc.array(fc.record({ candidate: name, filter: name, reason: name })),
  decision: maybe(anyDecision),
}) as fc.Arbitrary<CallSettled>;

export const anyChange = fc.record({
  type: fc.constant('target-changed' as const),
  target: name,
  from: fc.constantFrom('open', 'ejected', 'held', 'probing'),
  to: fc.constantFrom('open', 'ejected', 'held', 'probing'),
  because: name,
  at: number,
  until: maybe(number),
}) as fc.Arbitrary<TargetChanged>;
