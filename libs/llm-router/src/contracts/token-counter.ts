import type { ChatRequest } from './chat-request.js';

/**
 * Counts tokens as the common tokenisers of the field do; large texts are counted off the event loop. The abstract class is
 * the injection token too.
 */
export abstract class TokenCounter {
  /** Tokens of a prompt, with what frames its messages, tools and images. */
  abstract count(request: ChatRequest): number | Promise<number>;
  /** Tokens of texts alone, e.g. of an answer. */
  abstract countTexts(texts: readonly string[]): number | Promise<number>;
}
