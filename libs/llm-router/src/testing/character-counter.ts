import type { Provider } from '@nestjs/common';
import type { ChatRequest } from '../contracts/chat-request.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { PromptSize, promptSizeOf } from '../foundation/prompt-size.js';

class CharacterCounter extends TokenCounter {
  override count(request: ChatRequest): number {
    return promptSizeOf(request).tokens;
  }

  override countTexts(texts: readonly string[]): number {
    const size = new PromptSize();
    size.addInput(texts);
    return size.tokens;
  }
}

/**
 * Takes the place of the tokenizer where a test or a simulation must not wait for a thread: four bytes are a token, and
 * are counted at once.
 */
export const characterCounter: Provider = {
  provide: TokenCounter,
  useValue: new CharacterCounter(),
};
