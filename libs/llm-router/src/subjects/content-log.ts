import { Logger } from '@nestjs/common';
import type { Cancel, Clock } from '../contracts/clock.js';
import type { EventPublisher } from '../contracts/event-publisher.js';
import type { ContentSettings } from './content-options.js';
import type { ContentRecord, ContentStore } from './content-record.js';

const MOST_RECORDS = 1_000;
/** UTF-16 units of JSON, of all that wait together. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
const AT_ONCE = 8;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const CLOSE_LIMIT_MS = 5_000;

/**
 * Writes contents behind the calls: 1,000 of them and 64 Mi characters may wait. While the database fails they are tried
 * again, with growing pauses (100 ms to 10 s); what finds no room is lost: counted, logged and told as `contents-lost`.
 */
export class ContentLog {
  private readonly logger = new Logger(ContentLog.name);
  private queue: ContentRecord[] = [];
  private characters = 0;
  private lostCount = 0;
  private untold = 0;
  private failures = 0;
  private writing: Promise<void> | undefined;
  private wake: Cancel | undefined;
  private failure: Error | undefined;

  constructor(
    readonly settings: ContentSettings,
    private readonly store: ContentStore,
    private readonly clock: Clock,
    private readonly events?: EventPublisher,
  ) {}

  /** Contents that are not written yet. */
  get pending(): number {
    return this.queue.length;
  }

  /** Contents that are lost since this process started. */
  get lost(): number {
    return this.lostCount;
  }

  /** Why the last try failed; undefined once one succeeded. */
  get lastError(): Error | undefined {
    return this.failure;
  }

  /** Never throws, and never waits. */
  add(record: ContentRecord): void {
    const { length } = record.text;
    if (this.queue.length >= MOST_RECORDS || this.characters + length > MOST_CHARACTERS) {
      this.lose(1);
      return;
    }
    this.queue.push(record);
    this.characters += length;
    if (this.failures === 0) this.start();
  }

  /** Tries once to write all that wait. Rejects where the database fails; they are kept all the same. */
  async flush(): Promise<void> {
    while (this.queue.length > 0) {
      this.start();
      await this.writing;
      if (this.failure !== undefined) throw this.failure;
    }
  }

  /** Writes what is left, for 5 s at most. */
  async close(): Promise<void> {
    let expire: Cancel = () => undefined;
    const limit = new Promise<void>((resolve) => {
      expire = this.clock.after(CLOSE_LIMIT_MS, resolve);
    });
    if (this.store.isOpen) await Promise.race([limit, this.flush().catch(() => undefined)]);
    expire();
    this.wake?.();
    if (this.pending > 0) this.lose(this.pending);
  }

  /** Counts contents that cannot be kept. The log has one line for a row of losses; sinks are told of each. */
  lose(count: number): void {
    this.lostCount += count;
    if (this.untold === 0)
      this.logger.error('Contents are lost: too many wait already, or one cannot be JSON.');
    this.untold += count;
    this.events?.publish({ type: 'contents-lost', count, at: this.clock.now() });
  }

  private start(): void {
    this.wake?.();
    this.wake = undefined;
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
  }

  private async writeAll(): Promise<void> {
    // Whoever adds is on the way of a call.
    await Promise.resolve();
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, AT_ONCE);
      const results = await Promise.allSettled(batch.map((record) => this.store.add(record)));
      const left = batch.filter((_record, index) => results[index]?.status === 'rejected');
      this.queue = [...left, ...this.queue.slice(batch.length)];
      for (const record of batch) {
        if (!left.includes(record)) this.characters -= record.text.length;
      }
      const failed = results.find((it) => it.status === 'rejected');
      if (failed !== undefined) return this.failed(failed.reason);
      this.succeeded();
    }
  }

  private succeeded(): void {
    if (this.failures > 0) this.logger.log('Contents are being written again.');
    this.failures = 0;
    this.failure = undefined;
    this.untold = 0;
  }

  private failed(reason: unknown): void {
    this.failure = reason instanceof Error ? reason : new Error(String(reason));
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS);
    this.logger.warn(
      `${this.pending} contents wait for the database, next try in ${delayMs} ms: ${this.failure.name}`,
    );
    this.wake ??= this.clock.after(delayMs, () => this.start());
  }
}
