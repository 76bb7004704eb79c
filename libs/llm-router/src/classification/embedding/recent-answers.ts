import { createHash } from 'node:crypto';

/** The answers for the texts that were asked about last. It keeps digests, not the texts. */
export class RecentAnswers<T> {
  private readonly answers = new Map<string, T>();

  /** `capacity` 0: nothing is kept. */
  constructor(private readonly capacity: number) {}

  get(text: string): T | undefined {
    if (this.answers.size === 0) return undefined;
    const key = digest(text);
    const answer = this.answers.get(key);
    if (answer === undefined) return undefined;
    this.answers.delete(key);
    this.answers.set(key, answer);
    return answer;
  }

  set(text: string, answer: T): void {
    if (this.capacity === 0) return;
    this.answers.set(digest(text), answer);
    if (this.answers.size <= this.capacity) return;
    const [oldest] = this.answers.keys();
    if (oldest !== undefined) this.answers.delete(oldest);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
