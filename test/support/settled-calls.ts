import type { AttemptRecord, CallSettled } from 'nestjs-llm-router';
import { monotonicFactory } from 'ulid';

/** Ids in the order in which they are made, also within a millisecond. */
const ulid = monotonicFactory();

const USAGE = {
  input: 1_000,
  cacheRead: 500,
  cacheWrite: 20,
  inputAudio: 3,
  output: 200,
  reasoning: 100,
  outputAudio: 7,
  cacheWriteLong: 0,
  inputImage: 0,
  outputImage: 0,
  estimated: false,
  suspect: false,
};

/** An upstream try that succeeded, but for what the test says. */
export function madeAttempt(differing: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    id: ulid(),
    index: 0,
    provider: 'openai',
    model: 'openai/gpt-4.1-mini',
    kind: 'first',
    region: 'eu-central-1',
    credential: 'main',
    waitedMs: 12.4,
    openedMs: 80.2,
    startedAt: Date.parse('2026-11-22T14:05:06.789Z'),
    firstPartMs: 120.4,
    durationMs: 400.6,
    status: 'succeeded',
    finishReason: 'stop',
    servedModel: 'gpt-4.1-mini-2025-04-14',
    upstreamRequestId: 'req_1',
    usage: USAGE,
    cost: 930_000_000n,
    costParts: {
      input: 400_000_000n,
      cacheRead: 50_000_000n,
      cacheWrite: 8_000_000n,
      output: 320_000_000n,
      reasoning: 100_000_000n,
      audio: 50_000_000n,
      image: 2_000_000n,
      request: 0n,
    },
    priceVersion: 'genai-prices@0.1.8',
    serviceTier: 'flex',
    release: '2026-10',
    ...differing,
  };
}

/** A call that succeeded, but for what the test says. */
export function settledCall(differing: Partial<CallSettled> = {}): CallSettled {
  return {
    type: 'call-settled',
    id: ulid(),
    caller: {
      keyId: 'team-search',
      tenant: 'acme',
      team: 'relevance',
      user: 'u1',
      door: 'http:chat-completions',
    },
    tags: { team: 'search', feature: 'summary' },
    operation: 'chat',
    delivery: 'stream',
    requestedModel: 'tier:cheap',
    servedModel: 'openai/gpt-4.1-mini',
    provider: 'openai',
    startedAt: Date.parse('2026-11-22T14:05:06.789Z'),
    firstPartMs: 121.5,
    durationMs: 401.2,
    status: 'succeeded',
    finishReason: 'stop',
    cache: 'miss',
    usage: USAGE,
    cost: 930_000_000n,
    attempts: [madeAttempt()],
    rejections: [],
    configuration: 'c0ffee',
    sensitivity: 'internal',
    rung: 'equal',
    decision: {
      asked: 'tier:premium',
      model: 'tier:cheap',
      rule: 'night',
      task: { classifier: 'local', task: 'code', confidence: 0.9 },
      promptTokens: 1_500,
      strategy: 'balanced',
      candidates: [
        { candidate: 'openai/gpt-4.1-mini', name: 'tier:cheap', place: 0, because: '312 ms' },
        {
          candidate: 'groq/llama-3.3-70b-versatile',
          name: 'tier:cheap',
          rejectedBy: 'breaker',
          because: 'it is ejected',
        },
      ],
      notes: [],
    },
    ...differing,
  };
}
