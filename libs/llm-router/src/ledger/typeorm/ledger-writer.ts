import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import type { EventSink } from '../../contracts/event-sink.js';
import type { CallSettled, RouterEvent } from '../../contracts/router-event.js';
import { BatchQueue } from '../../foundation/batch-queue.js';
import { LlmSink } from '../../plugin/plugin-markers.js';
import { afterTimeout, type Schedule } from '../schedule.js';
import { LedgerIntake } from './ledger-intake.js';
import type { LedgerTables } from './ledger-tables.js';

const CAPACITY = 100_000;
const SHUTDOWN_LIMIT_MS = 10_000;

/**
 * Writes settled calls into the ledger: up to 100 in a batch, at most 10 ms after the first. No call ever waits for it,
 * or fails because of it. While the database fails, calls are kept and tried again with growing pauses (100 ms to 10 s).
 * It keeps 100,000 calls at most: beyond that the oldest are lost, as is a call whose row the database refuses. What is
 * lost is counted in `lost` and logged as an error. At shutdown it writes what is left, for 10 s at most.
 */
@LlmSink()
export class LedgerWriter extends LedgerIntake implements EventSink, OnApplicationShutdown {
  readonly id = 'ledger';
  private readonly logger = new Logger(LedgerWriter.name);
  private readonly queue: BatchQueue<CallSettled>;

  constructor(
    private readonly tables: LedgerTables,
    schedule: Schedule = afterTimeout,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    this.queue = new BatchQueue({
      write: (batch) => tables.write(batch),
      written: (recovered) => {
        if (recovered) this.logger.log('The ledger is being written again.');
      },
      failed: ({ message }, retryMs) =>
        this.logger.warn(
          `${this.pending} calls wait for the ledger's database, next try in ${retryMs} ms: ${message}`,
        ),
      later: (delayMs, run) => schedule(run, delayMs),
    });
  }

  override get pending(): number {
    return this.queue.pending;
  }

  override get lastError(): Error | undefined {
    return this.queue.lastError;
  }

  override get lost(): number {
    return this.tables.lost;
  }

  onEvent(event: RouterEvent): void {
    if (event.type !== 'call-settled') return;
    if (this.pending >= CAPACITY) {
      this.tables.lose(
        this.queue.dropOldest(),
        `the database does not keep up (last error: ${this.lastError?.message ?? 'none'})`,
      );
    }
    this.queue.push(event);
  }

  override flush(): Promise<void> {
    return this.queue.flush();
  }

  /** Doors are shut and calls have settled by now; TypeORM, as a global module, closes its connections last. */
  async onApplicationShutdown(): Promise<void> {
    // The limit is on a timer that keeps the process alive: it would end with rows that are not written.
    await this.queue.drain(
      () => this.tables.isOpen,
      SHUTDOWN_LIMIT_MS,
      (delayMs, run) => this.clock.after(delayMs, run),
    );
    if (this.pending > 0) {
      this.logger.error(
        `${this.pending} calls could not be written before the shutdown (last error: ${this.lastError?.message ?? 'none'})`,
      );
    }
  }
}
