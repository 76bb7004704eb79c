import type { EmbeddingRequest } from '../../contracts/embedding.js';
import type { CallSettled } from '../../contracts/router-event.js';
import type { Embedding } from '../../pipeline/embedding.js';

/** How a call for vectors ended, as far as its result tells. */
export function settledEmbedding(embedding: Embedding, ask: EmbeddingRequest): CallSettled {
  const { id, model, provider, usage, cost } = embedding;
  const attempts = embedding.attempts.map((it) => ({ ...it, cost: it.cost.pico }));
  const startedAt = Math.min(...attempts.map((it) => it.startedAt));
  const endedAt = Math.max(...attempts.map((it) => it.startedAt + it.durationMs));
  return {
    type: 'call-settled',
    id,
    caller: {},
    tags: {},
    operation: 'embedding',
    delivery: 'document',
    requestedModel: ask.model ?? model,
    servedModel: model,
    provider,
    startedAt,
    durationMs: endedAt - startedAt,
    status: 'succeeded',
    cache: 'off',
    usage,
    cost: cost.pico,
    attempts,
    rejections: [],
  };
}
