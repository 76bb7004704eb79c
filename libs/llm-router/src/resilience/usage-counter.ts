import { Injectable } from '@nestjs/common';
import type { ChatRequest } from '../contracts/chat-request.js';
import { Clock } from '../contracts/clock.js';
import type { EmbeddingRequest } from '../contracts/embedding.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { PromptSize, promptSizeOf } from '../foundation/prompt-size.js';
import type { KeptText } from './kept-text.js';
import type { TokenCounts, Untold } from './reply-tally.js';

/** How long the end of a call waits for a count. */
const LONGEST_WAIT_MS = 1_000;
/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"). */
const CHARACTERS_PER_TOKEN = 4;

/** What a provider was sent. */
export interface Sent {
  readonly request: ChatRequest;
  /** Stands in the place of the messages. */
  readonly embedding?: EmbeddingRequest | undefined;
}

/**
 * Counts the tokens that a provider did not tell: prompt and answer by the tokenizer, whoever the provider is, images at
 * what the largest take. Where that takes over a second, or fails, four bytes of a prompt and four characters of an
 * answer are taken for a token.
 */
@Injectable()
export class UsageCounter {
  constructor(
    private readonly counter: TokenCounter,
    private readonly clock: Clock,
  ) {}

  /** By length, at once. */
  guess(sent: Sent, { prompt, answer }: Untold): TokenCounts {
    return {
      ...(prompt ? { prompt: promptSize(sent) } : {}),
      ...(answer
        ? { content: tokensIn(answer.content.length), reasoning: tokensIn(answer.reasoning.length) }
        : {}),
    };
  }

  /** By the tokenizer; `guess` where that gives nothing in time. Never rejects. */
  count(sent: Sent, untold: Untold, guess: TokenCounts): TokenCounts | Promise<TokenCounts> {
    const { prompt, answer } = untold;
    try {
      const counts = [
        prompt ? this.prompt(sent, guess.prompt!) : undefined,
        answer && this.text(answer.content),
        answer && this.text(answer.reasoning),
      ];
      if (!counts.some((it) => it instanceof Promise)) return countsOf(counts as number[], untold);
      const counted = Promise.all(counts.map(async (it) => it));
      return this.inTime(
        counted.then((it) => countsOf(it, untold)),
        guess,
      );
    } catch {
      return guess;
    }
  }

  private prompt({ request, embedding }: Sent, guess: number): number | Promise<number> {
    if (embedding === undefined) return this.counter.count(request);
    const { input } = embedding;
    const texts: readonly unknown[] = typeof input === 'string' ? [input] : input;
    // Token ids are counted already.
    return texts.every((it) => typeof it === 'string') ? this.counter.countTexts(texts) : guess;
  }

  private text({ text }: KeptText): number | Promise<number> {
    return text === '' ? 0 : this.counter.countTexts([text]);
  }

  private inTime(counts: Promise<TokenCounts>, guess: TokenCounts): Promise<TokenCounts> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(LONGEST_WAIT_MS, () => resolve(guess));
      const done = (it: TokenCounts): void => {
        cancel();
        resolve(it);
      };
      counts.then(done, () => done(guess));
    });
  }
}

function countsOf(
  [prompt, content = 0, reasoning = 0]: readonly (number | undefined)[],
  { answer }: Untold,
): TokenCounts {
  return {
    ...(prompt === undefined ? {} : { prompt }),
    ...(answer
      ? {
          content: content + tokensIn(answer.content.cut),
          reasoning: reasoning + tokensIn(answer.reasoning.cut),
        }
      : {}),
  };
}

function promptSize({ request, embedding }: Sent): number {
  if (embedding === undefined) return promptSizeOf(request).tokens;
  const size = new PromptSize();
  size.addInput(embedding.input);
  return size.tokens;
}

function tokensIn(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
