import type { ChatRequest } from '../contracts/chat-request.js';
import type { Delivery, ProviderAdapter, ProviderCall } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';

export function providerCall(
  request: Partial<ChatRequest> = {},
  delivery: Delivery = 'document',
  overrides: Partial<ProviderCall> = {},
): ProviderCall {
  return {
    id: 'call-1',
    upstreamModel: 'test-model',
    request: { messages: [{ role: 'user', content: 'Hello' }], ...request },
    delivery,
    signal: new AbortController().signal,
    connectTimeoutMs: 2_000,
    ...overrides,
  };
}

/** All chunks of a call, and the error that it broke with. */
export async function collect(
  adapter: ProviderAdapter,
  call: ProviderCall,
): Promise<{ chunks: ReplyChunk[]; error?: unknown }> {
  const chunks: ReplyChunk[] = [];
  try {
    const reply = await adapter.open(call);
    for await (const chunk of reply.chunks) chunks.push(chunk);
    return { chunks };
  } catch (error) {
    return { chunks, error };
  }
}

export function partsOf(chunks: readonly ReplyChunk[]): ReplyPart[] {
  return chunks.flatMap((it) => it.parts);
}
