import type { Clock } from '../../contracts/clock.js';
import type { CacheManagerLike } from '../../contracts/options.js';
import type { RecordedAnswer } from './recorded-answer.js';

/** Answers in memory, and the characters of all of them together. */
const MOST_ANSWERS = 1_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

interface Kept {
  readonly answer: RecordedAnswer;
  readonly until: number;
}

/** Answers in memory for a limited time; the oldest give way. */
export class MemoryAnswers implements CacheManagerLike {
  private readonly kept = new Map<string, Kept>();
  private characters = 0;

  constructor(private readonly clock: Clock) {}

  async get(key: string): Promise<RecordedAnswer | undefined> {
    const kept = this.kept.get(key);
    if (kept === undefined) return undefined;
    if (kept.until > this.clock.now()) return kept.answer;
    this.forget(key);
    return undefined;
  }

  async set(key: string, value: unknown, ttl = 0): Promise<void> {
    const answer = value as RecordedAnswer;
    this.forget(key);
    this.kept.set(key, { answer, until: this.clock.now() + ttl });
    this.characters += answer.text.length;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_ANSWERS && this.characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const kept = this.kept.get(key);
    if (kept === undefined) return;
    this.kept.delete(key);
    this.characters -= kept.answer.text.length;
  }
}
