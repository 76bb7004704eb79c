import type { EmbeddingCall } from '../contracts/embedding.js';
import type { ProviderAdapter, ProviderReply } from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';

/** Vectors as a reply of one chunk, so that they are tried, accounted for and ended as every reply is. */
export async function embedReply(
  provider: ProviderAdapter,
  call: EmbeddingCall,
): Promise<ProviderReply> {
  if (provider.embed === undefined) throw new Error(`${provider.id} has no embeddings`);
  const { vectors, usage, servedModel, upstreamRequestId } = await provider.embed(call);
  const chunk: ReplyChunk = {
    vectors,
    parts: [
      ...(servedModel === undefined ? [] : [{ type: 'metadata' as const, model: servedModel }]),
      { type: 'finish', choice: 0, reason: 'stop' },
      ...(usage === undefined ? [] : [{ type: 'usage' as const, usage }]),
    ],
  };
  return {
    ...(upstreamRequestId === undefined ? {} : { upstreamRequestId }),
    warnings: [],
    chunks: once(chunk),
  };
}

async function* once(chunk: ReplyChunk): AsyncGenerator<ReplyChunk> {
  yield chunk;
}
