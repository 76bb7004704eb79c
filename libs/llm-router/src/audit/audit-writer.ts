import { Logger } from '@nestjs/common';
import { type AuditEntry, AuditTrail } from '../contracts/audit-trail.js';
import { type Clock, SystemClock } from '../contracts/clock.js';
import { BatchQueue, type Later } from '../foundation/batch-queue.js';
import type { AuditStore } from './audit-store.js';
import { type PlainEntry, plainEntry } from './plain-entry.js';

const CAPACITY = 10_000;
const CLOSE_LIMIT_MS = 10_000;

/**
 * Writes entries up to 100 at a time, at most 10 ms after the first. While the database fails, they are kept and tried again
 * with growing pauses (100 ms to 10 s): 10,000 at most. Those beyond are lost: counted, logged as an error, and told in the
 * trail itself by an entry `entries-lost` as soon as there is room.
 */
export class AuditWriter extends AuditTrail {
  private readonly logger = new Logger(AuditWriter.name);
  private readonly queue: BatchQueue<PlainEntry>;
  private readonly later: Later = (delayMs, run) => this.clock.after(delayMs, run);
  private untold = 0;
  private lostCount = 0;

  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.queue = new BatchQueue({
      write: (batch, again) => store.append(batch, again),
      written: (recovered) => this.written(recovered),
      failed: ({ message }, retryMs) =>
        this.logger.warn(
          `${this.pending} audit entries wait for the database, next try in ${retryMs} ms: ${message}`,
        ),
      later: this.later,
    });
  }

  /** Entries that are not written yet. */
  get pending(): number {
    return this.queue.pending;
  }

  /** Entries that are lost since this process started. */
  get lost(): number {
    return this.lostCount;
  }

  /** True while no more fits: what is recorded now is lost. */
  get full(): boolean {
    return this.pending >= CAPACITY;
  }

  /** Why the last try failed; undefined once one succeeded. */
  get lastError(): Error | undefined {
    return this.queue.lastError;
  }

  override record(entry: AuditEntry): void {
    if (this.full) {
      if (this.untold === 0) this.logger.error('Audit entries are lost: too many wait already.');
      this.untold++;
      this.lostCount++;
      return;
    }
    this.queue.push(plainEntry(entry));
  }

  override flush(): Promise<void> {
    return this.queue.flush();
  }

  /** Writes what is left, for 10 s at most. */
  async close(): Promise<void> {
    await this.queue.drain(() => this.store.isOpen, CLOSE_LIMIT_MS, this.later);
    if (this.pending + this.untold > 0) {
      this.logger.error(
        `${this.pending + this.untold} audit entries could not be written before the shutdown (last error: ${this.lastError?.message ?? 'none'})`,
      );
    }
  }

  private written(recovered: boolean): void {
    if (recovered) this.logger.log('The audit trail is being written again.');
    const count = this.untold;
    if (count === 0) return;
    this.untold = 0;
    this.record({ kind: 'entries-lost', at: this.clock.now(), details: { count } });
  }
}
