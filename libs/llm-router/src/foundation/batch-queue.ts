/** Runs something after so many milliseconds; the function that it returns calls that off. */
export type Later = (delayMs: number, run: () => void) => () => void;

/** Where the batches of a queue go. */
export interface BatchWork<T> {
  /**
   * Writes a batch; rejects where all of it has to be tried again. `again`: it was tried before, which may have succeeded
   * without anybody's knowing.
   */
  write(batch: readonly T[], again: boolean): Promise<void>;
  /** A batch is written; `recovered`: after failures. */
  written(recovered: boolean): void;
  /** A batch failed, and is tried again in so many milliseconds. */
  failed(error: Error, retryMs: number): void;
  readonly later: Later;
}

const BATCH_SIZE = 100;
const BATCH_DELAY_MS = 10;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

interface Waiter {
  /** The number of accepted items that have to be done with. */
  readonly until: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Takes items somewhere in their order: up to 100 in a batch, at most 10 ms after the first. A batch that fails is kept,
 * and tried again as it is, with growing pauses (100 ms to 10 s).
 */
export class BatchQueue<T> {
  private queue: T[] = [];
  private batch: readonly T[] = [];
  private waiters: Waiter[] = [];
  private accepted = 0;
  private failures = 0;
  private writing = false;
  private wake: (() => void) | undefined;
  private failure: Error | undefined;

  constructor(private readonly work: BatchWork<T>) {}

  /** Items that are not written yet. */
  get pending(): number {
    return this.queue.length + this.batch.length;
  }

  /** Why the last try failed; undefined once one succeeded. */
  get lastError(): Error | undefined {
    return this.failure;
  }

  push(item: T): void {
    this.queue.push(item);
    this.accepted++;
    if (this.queue.length >= BATCH_SIZE && this.failures === 0) this.start();
    else this.wakeIn(BATCH_DELAY_MS);
  }

  /** Forgets the oldest items that are in no batch yet, as many as a batch has, and says how many these were. */
  dropOldest(): number {
    return this.queue.splice(0, BATCH_SIZE).length;
  }

  /** Resolves when all that was pushed until now is written, and tries that at once. Rejects where that fails. */
  flush(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiters.push({ until: this.accepted, resolve, reject });
      this.start();
    });
  }

  /** Writes what is left while `isOpen` says that it may, for `limitMs` at most by the timer of `later`; then it rests. */
  async drain(isOpen: () => boolean, limitMs: number, later: Later): Promise<void> {
    let expired = false;
    let expire: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      expire = later(limitMs, () => {
        expired = true;
        resolve();
      });
    });
    while (this.pending > 0 && !expired && isOpen()) {
      await Promise.race([limit, this.flush().catch(() => this.pause())]);
    }
    expire();
    this.callOff();
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => void this.work.later(FIRST_RETRY_MS, resolve));
  }

  private wakeIn(delayMs: number): void {
    if (this.writing) return;
    this.wake ??= this.work.later(delayMs, () => this.start());
  }

  private callOff(): void {
    this.wake?.();
    this.wake = undefined;
  }

  private start(): void {
    this.callOff();
    if (!this.writing) void this.writeAll();
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    try {
      while (this.pending > 0) {
        if (this.batch.length === 0) this.batch = this.queue.splice(0, BATCH_SIZE);
        await this.work.write(this.batch, this.failures > 0);
        this.batch = [];
        this.succeeded();
      }
      this.writing = false;
    } catch (error) {
      this.writing = false;
      this.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private succeeded(): void {
    const recovered = this.failures > 0;
    this.failures = 0;
    this.failure = undefined;
    const done = this.accepted - this.pending;
    const waiters = this.waiters;
    this.waiters = waiters.filter((waiter) => waiter.until > done);
    for (const waiter of waiters) if (waiter.until <= done) waiter.resolve();
    this.work.written(recovered);
  }

  private failed(error: Error): void {
    this.failure = error;
    const retryMs = Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS);
    this.work.failed(error, retryMs);
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
    this.wakeIn(retryMs);
  }
}
