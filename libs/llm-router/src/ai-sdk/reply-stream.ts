import type { SettlingReply } from '../contracts/reply.js';
import { callError } from './call-error.js';
import { encodeMetadata, encodeUsage } from './encode-outcome.js';
import type { ModelStreamPart, ModelWarning } from './language-model-reply.js';
import { StreamPartEncoder } from './stream-part-encoder.js';

/** All stream parts of a reply, begun and finished. Throws where the reply breaks off. */
export async function* streamParts(
  reply: SettlingReply,
  warnings: ModelWarning[],
): AsyncGenerator<ModelStreamPart, void, undefined> {
  const encoder = new StreamPartEncoder();
  yield { type: 'stream-start', warnings };
  yield { type: 'response-metadata', ...identityOf(reply) };
  for await (const { parts } of reply.chunks) {
    for (const part of parts) yield* encoder.encode(part);
  }
  yield* encoder.end();
  const outcome = await reply.outcome;
  yield {
    type: 'finish',
    finishReason: encoder.finishReason,
    usage: encodeUsage(outcome.usage),
    providerMetadata: encodeMetadata(reply.head, outcome),
  };
}

/** The same for who pulls at his own pace; cancelling ends the call. */
export function replyStream(
  reply: SettlingReply,
  warnings: ModelWarning[],
  model: string,
  signal: AbortSignal | undefined,
): ReadableStream<ModelStreamPart> {
  const parts = streamParts(reply, warnings);
  return new ReadableStream<ModelStreamPart>({
    async pull(controller) {
      try {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (failure) {
        const error = callError(failure, model, signal);
        if (signal?.aborted) return controller.error(error);
        const { usage } = await reply.outcome;
        controller.enqueue({ type: 'error', error });
        controller.enqueue({
          type: 'finish',
          finishReason: { unified: 'error', raw: undefined },
          usage: encodeUsage(usage),
        });
        controller.close();
      }
    },
    // A generator that never began, or that waits for the upstream, would not hear of it.
    async cancel() {
      await reply.chunks[Symbol.asyncIterator]().return?.();
    },
  });
}

export function identityOf(reply: SettlingReply) {
  return { id: reply.id, modelId: reply.head.model, timestamp: new Date() };
}
