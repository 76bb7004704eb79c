import type { CompletionStream } from '../pipeline/completion-stream.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';

/**
 * A reply as server-sent events: one for each part, then one of type `completion` with the whole; a failure after the
 * first part is an event of type `error`. What fails before it is thrown, so that it can still be an HTTP status.
 */
export async function openCompletionEvents(
  stream: CompletionStream,
): Promise<AsyncIterable<string>> {
  const parts = stream[Symbol.asyncIterator]();
  const first = await parts.next();
  return (async function* () {
    try {
      for (let turn = first; !turn.done; turn = await parts.next()) {
        yield `data: ${JSON.stringify(turn.value)}\n\n`;
      }
      yield `event: completion\ndata: ${JSON.stringify(await stream.completion)}\n\n`;
    } catch (error) {
      const { code, message } = LlmRouterError.from(error);
      yield `event: error\ndata: ${JSON.stringify({ code, message })}\n\n`;
    } finally {
      await parts.return();
    }
  })();
}
