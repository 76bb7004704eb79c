import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';

const USAGE = {
  input: 1_000,
  cacheRead: 500,
  cacheWrite: 20,
  inputAudio: 0,
  output: 200,
  reasoning: 0,
  outputAudio: 0,
  cacheWriteLong: 0,
  inputImage: 0,
  outputImage: 0,
  estimated: false,
  suspect: false,
};

let made = 0;

export function anAttempt(differing: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    id: `attempt-${++made}`,
    index: 0,
    provider: 'openai',
    model: 'openai/gpt-4.1-mini',
    kind: 'first',
    startedAt: 1_763_800_000_000,
    durationMs: 400.6,
    status: 'succeeded',
    finishReason: 'stop',
    usage: USAGE,
    cost: 930_000_000n,
    ...differing,
  };
}

/** A call that settled, under an id of its own. */
export function aCall(differing: Partial<CallSettled> = {}): CallSettled {
  return {
    type: 'call-settled',
    id: `call-${++made}`,
    caller: { keyId: 'team-search', door: 'http:chat-completions' },
    tags: { team: 'search' },
    operation: 'chat',
    delivery: 'stream',
    requestedModel: 'tier:cheap',
    servedModel: 'openai/gpt-4.1-mini',
    provider: 'openai',
    startedAt: 1_763_800_000_000,
    durationMs: 401.2,
    status: 'succeeded',
    finishReason: 'stop',
    cache: 'miss',
    usage: USAGE,
    cost: 930_000_000n,
    attempts: [anAttempt()],
    rejections: [],
    ...differing,
  };
}
