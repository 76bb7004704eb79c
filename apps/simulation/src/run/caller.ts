import type { ChatRequest, Clock, LlmRouter } from 'nestjs-llm-router';
import type { Arrival } from '../workload/arrival.js';

/** How long a caller waits; what takes longer failed. */
export const PATIENCE_MS = 60_000;

/** A call as its caller saw it. Milliseconds. */
export interface CallSeen {
  readonly arrival: Arrival;
  readonly succeeded: boolean;
  /** Until the first part was here; of a failed call, the patience of its caller: failing fast is not being fast. */
  readonly firstPartMs: number;
}

/** About four characters a token, of which as many are taken as a prompt is to have. */
const WORDS = 'Tell me what this text is about, word by word. '.repeat(1_000);

/** Makes one call and reads the answer to its end. Never rejects. */
export async function call(router: LlmRouter, clock: Clock, arrival: Arrival): Promise<CallSeen> {
  const began = clock.monotonic();
  try {
    const reply = await router.open(requestFor(arrival), arrival.delivery);
    const firstPartMs = clock.monotonic() - began;
    let finished = false;
    for await (const { parts } of reply.chunks) {
      finished ||= parts.some(({ type }) => type === 'finish');
    }
    return finished ? { arrival, succeeded: true, firstPartMs } : failed(arrival);
  } catch {
    return failed(arrival);
  }
}

function failed(arrival: Arrival): CallSeen {
  return { arrival, succeeded: false, firstPartMs: PATIENCE_MS };
}

function requestFor({ index, promptTokens }: Arrival): ChatRequest {
  return {
    model: 'tier:chat',
    messages: [{ role: 'user', content: WORDS.slice(0, 4 * promptTokens) }],
    max_tokens: 400,
    metadata: { arrival: String(index) },
  };
}
