import type { ChatRequest } from './chat-request.js';

/** Counts the tokens of prompts. The abstract class is the injection token too. */
export abstract class TokenCounter {
  /** Tokens as the common tokenisers of the field count them; large prompts are counted off the event loop. */
  abstract count(request: ChatRequest): number | Promise<number>;
}
