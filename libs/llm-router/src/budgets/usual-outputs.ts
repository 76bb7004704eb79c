import type { AttemptRecord } from '../contracts/attempt.js';
import { outputTokens } from '../contracts/token-usage.js';

/** Answers of a model that are remembered, the last ones. */
const REMEMBERED = 500;
/** Answers that have to be known before they tell anything. */
const ENOUGH = 20;
const PERCENTILE = 0.99;
const MOST_MODELS = 1_000;

/** How long the answers of each model are: the 99th percentile of the last ones. */
export class UsualOutputs {
  private readonly models = new Map<string, RecentLengths>();

  /** Tokens; undefined where too little is known. */
  of(model: string): number | undefined {
    return this.models.get(model)?.percentile();
  }

  learn({ model, status, usage }: Pick<AttemptRecord, 'model' | 'status' | 'usage'>): void {
    if (status !== 'succeeded') return;
    let lengths = this.models.get(model);
    if (lengths === undefined) {
      const [oldest] = this.models.keys();
      if (this.models.size >= MOST_MODELS && oldest !== undefined) this.models.delete(oldest);
      this.models.set(model, (lengths = new RecentLengths()));
    }
    lengths.add(outputTokens(usage));
  }
}

class RecentLengths {
  private readonly lengths: number[] = [];
  private next = 0;
  private known: number | undefined;

  add(length: number): void {
    this.lengths[this.next] = length;
    this.next = (this.next + 1) % REMEMBERED;
    this.known = undefined;
  }

  percentile(): number | undefined {
    const { length } = this.lengths;
    if (length < ENOUGH) return undefined;
    return (this.known ??= [...this.lengths].sort((a, b) => a - b)[
      Math.ceil(PERCENTILE * length) - 1
    ]);
  }
}
