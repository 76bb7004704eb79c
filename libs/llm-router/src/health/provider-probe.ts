import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';

const TIMEOUT_MS = 2_000;

/** Asks the adapter whether it reaches its provider, for two seconds at most. Undefined: it does; else why not. */
export async function probe(adapter: ProviderAdapter): Promise<LlmRouterError | undefined> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const message = `${adapter.id} did not answer a probe within ${TIMEOUT_MS} ms.`;
      reject(new UpstreamError(message, { code: 'timeout', provider: adapter.id }));
      controller.abort();
    }, TIMEOUT_MS);
  });
  try {
    await Promise.race([adapter.probe?.(controller.signal), timeout]);
    return undefined;
  } catch (error) {
    return LlmRouterError.from(error);
  } finally {
    clearTimeout(timer);
  }
}
