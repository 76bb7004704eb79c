import type { ChatMessage } from '../contracts/chat-message.js';
import type { ChatRequest } from '../contracts/chat-request.js';

const BRAND = Symbol.for('nestjs-llm-router.prompt');

/** A text for a model, made by the `prompt` tag. A decorated method that returns one has it completed. */
export class Prompt {
  constructor(
    readonly text: string,
    private readonly instructions: string | undefined = undefined,
  ) {
    Object.defineProperty(this, BRAND, { value: true });
  }

  static isInstance(value: unknown): value is Prompt {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The same prompt under these instructions, sent as the system message. */
  system(instructions: string): Prompt {
    return new Prompt(this.text, instructions);
  }

  toRequest(): ChatRequest {
    const system: ChatMessage[] =
      this.instructions === undefined ? [] : [{ role: 'system', content: this.instructions }];
    return { messages: [...system, { role: 'user', content: this.text }] };
  }
}

/**
 * Template tag: strings and numbers go in as they are, everything else as JSON. Throws a `TypeError` for an undefined
 * value, which is a mistake in the template more often than not.
 */
export function prompt(strings: TemplateStringsArray, ...values: unknown[]): Prompt {
  const text = strings.reduce(
    (sum, piece, index) => sum + asText(values[index - 1], index) + piece,
  );
  return new Prompt(text);
}

function asText(value: unknown, position: number): string {
  if (value === undefined) {
    throw new TypeError(`The prompt's value number ${position} is undefined.`);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
