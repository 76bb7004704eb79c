import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Worker } from 'node:worker_threads';
import type { ChatRequest } from '../contracts/chat-request.js';
import { Clock } from '../contracts/clock.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { PromptSize, promptSizeOf } from '../foundation/prompt-size.js';
import { promptTexts } from './prompt-texts.js';
import { type CountAnswer, startTokenizer } from './tokenizer.js';

/** How long a call waits for a count before it makes do with an estimate. */
const LONGEST_WAIT_MS = 2_000;
/** What may wait for the thread; about what it counts in the time that a call waits. */
const MOST_CHARACTERS = 4_000_000;
/** A thread that died is started again, but not time after time where it cannot live. */
const RESTART_AFTER_MS = 10_000;

interface Waiting {
  readonly characters: number;
  readonly answer: (tokens: number | undefined) => void;
}

/**
 * Counts with OpenAI's o200k vocabulary in a thread of its own: loading the vocabulary takes a fifth of a second, and a
 * hostile prompt as long as it likes. The thread starts with the first count. Where it does not answer in time, or there
 * is too much to count, an estimate is told instead.
 */
@Injectable()
export class TokenizerCounter extends TokenCounter implements OnApplicationShutdown {
  private readonly logger = new Logger(TokenizerCounter.name);
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private characters = 0;
  private lastId = 0;
  /** On the monotonic clock. */
  private restartAt = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly start: () => Worker = startTokenizer,
  ) {
    super();
  }

  override async count(request: ChatRequest): Promise<number> {
    const prompt = promptTexts(request);
    const tokens = await this.ask(prompt.texts);
    return tokens === undefined ? promptSizeOf(request).tokens : prompt.fixed + tokens;
  }

  override async countTexts(texts: readonly string[]): Promise<number> {
    return (await this.ask(texts)) ?? sizeOf(texts);
  }

  async onApplicationShutdown(): Promise<void> {
    const { worker } = this;
    this.lose(worker);
    await worker?.terminate();
  }

  /** Undefined: not counted, or not in time. */
  private ask(texts: readonly string[]): number | undefined | Promise<number | undefined> {
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    if (this.characters + characters > MOST_CHARACTERS) return undefined;
    const worker = this.running();
    if (worker === undefined) return undefined;
    return new Promise((resolve) => {
      const id = ++this.lastId;
      const cancel = this.clock.after(LONGEST_WAIT_MS, () => {
        // The thread answers in order: it is this question that it cannot cope with.
        this.lose(worker);
        void worker.terminate();
      });
      const answer = (tokens: number | undefined): void => {
        cancel();
        resolve(tokens);
      };
      this.waiting.set(id, { characters, answer });
      this.characters += characters;
      worker.postMessage({ id, texts });
    });
  }

  private running(): Worker | undefined {
    if (this.worker !== undefined) return this.worker;
    if (this.clock.monotonic() < this.restartAt) return undefined;
    try {
      return (this.worker = this.watched(this.start()));
    } catch (error) {
      this.died(undefined, error);
      return undefined;
    }
  }

  private watched(worker: Worker): Worker {
    worker.on('message', ({ id, tokens }: CountAnswer) => this.answered(id, tokens));
    worker.on('error', (error) => this.died(worker, error));
    worker.on('exit', () => this.lose(worker));
    // Only now: listening to it has made it one that the process waits for.
    worker.unref();
    return worker;
  }

  private answered(id: number, tokens: number): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    this.characters -= waiting.characters;
    waiting.answer(tokens);
  }

  private died(worker: Worker | undefined, error: unknown): void {
    this.restartAt = this.clock.monotonic() + RESTART_AFTER_MS;
    const why = error instanceof Error ? error.message : String(error);
    this.logger.warn(`The tokeniser ended; prompts are estimated for a while. ${why}`);
    this.lose(worker);
  }

  /** Everybody who waits for this thread gets no count. */
  private lose(worker: Worker | undefined): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    this.characters = 0;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { answer } of waiting) answer(undefined);
  }
}

function sizeOf(texts: readonly string[]): number {
  const size = new PromptSize();
  size.addInput(texts);
  return size.tokens;
}
