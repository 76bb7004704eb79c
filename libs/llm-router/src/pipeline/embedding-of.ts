import { answeringAttempts } from '../observability/explain.stage.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { SettlingReply } from '../contracts/reply.js';
import type { Embedding } from './embedding.js';
import { attemptOf, costOf } from './cost.js';

/** Pulls a reply of an embedding model to its end. */
export async function embeddingOf({
  id,
  head,
  chunks,
  outcome,
}: SettlingReply): Promise<Embedding> {
  let vectors: Embedding['vectors'] | undefined;
  for await (const chunk of chunks) vectors = chunk.vectors ?? vectors;
  if (vectors === undefined) {
    throw new UpstreamError(`Provider ${head.provider} gave no usable answer: no vectors.`, {
      code: 'protocol_broken',
      provider: head.provider,
    });
  }
  const settled = await outcome;
  const { usage, cost, attempts, decision } = settled;
  const answering = answeringAttempts(attempts, head.model).at(-1);
  const servedModel = answering?.servedModel;
  return {
    id,
    vectors,
    model: head.model,
    provider: head.provider,
    ...(servedModel === undefined ? {} : { servedModel }),
    usage: answering?.usage ?? usage,
    cost: costOf(cost),
    attempts: attempts.map(attemptOf),
    warnings: head.warnings,
    rung: head.rung,
    decision,
  };
}
