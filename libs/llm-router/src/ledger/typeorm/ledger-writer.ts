import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { EventSink } from '../../contracts/event-sink.js';
import type { CallSettled, RouterEvent } from '../../contracts/router-event.js';
import { LlmSink } from '../../plugin/plugin-markers.js';
import { afterTimeout, type Schedule } from '../schedule.js';
import { LedgerIntake } from './ledger-intake.js';
import { LedgerTables } from './ledger-tables.js';

const BATCH_SIZE = 100;
const BATCH_DELAY_MS = 10;
const CAPACITY = 100_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const SHUTDOWN_LIMIT_MS = 10_000;

interface Waiter {
  /** The number of accepted calls that have to be done with. */
  readonly until: number;
  resolve(): void;
  reject(error: unknown): void;
}

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
  private queue: CallSettled[] = [];
  private batch: readonly CallSettled[] = [];
  private waiters: Waiter[] = [];
  private accepted = 0;
  private failures = 0;
  private writing = false;
  private wake: (() => void) | undefined;
  private failure: Error | undefined;
  private readonly tables: LedgerTables;

  constructor(
    dataSource: DataSource,
    private readonly schedule: Schedule = afterTimeout,
  ) {
    super();
    this.tables = new LedgerTables(dataSource);
  }

  override get pending(): number {
    return this.queue.length + this.batch.length;
  }

  override get lastError(): Error | undefined {
    return this.failure;
  }

  override get lost(): number {
    return this.tables.lost;
  }

  onEvent(event: RouterEvent): void {
    if (event.type !== 'call-settled') return;
    if (this.pending >= CAPACITY) {
      const { length } = this.queue.splice(0, BATCH_SIZE);
      this.tables.lose(
        length,
        `the database does not keep up (last error: ${this.failure?.message ?? 'none'})`,
      );
    }
    this.queue.push(event);
    this.accepted++;
    if (this.queue.length >= BATCH_SIZE && this.failures === 0) this.start();
    else this.wakeIn(BATCH_DELAY_MS);
  }

  override flush(): Promise<void> {
    if (this.pending === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiters.push({ until: this.accepted, resolve, reject });
      this.start();
    });
  }

  /** Doors are shut and calls have settled by now; TypeORM, as a global module, closes its connections last. */
  async onApplicationShutdown(): Promise<void> {
    let expired = false;
    let expire: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      expire = this.schedule(() => {
        expired = true;
        resolve();
      }, SHUTDOWN_LIMIT_MS);
    });
    while (this.pending > 0 && !expired && this.tables.isOpen) {
      await Promise.race([limit, this.flush().catch(() => this.pause(FIRST_RETRY_MS))]);
    }
    expire();
    if (this.pending > 0) {
      this.logger.error(
        `${this.pending} calls could not be written before the shutdown (last error: ${this.failure?.message ?? 'none'})`,
      );
    }
  }

  private pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.schedule(resolve, delayMs));
  }

  private wakeIn(delayMs: number): void {
    if (this.writing) return;
    this.wake ??= this.schedule(() => this.start(), delayMs);
  }

  private start(): void {
    this.wake?.();
    this.wake = undefined;
    if (!this.writing) void this.writeAll();
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    try {
      while (this.queue.length > 0) {
        this.batch = this.queue.splice(0, BATCH_SIZE);
        await this.tables.write(this.batch);
        this.batch = [];
        this.succeeded();
      }
      this.writing = false;
    } catch (error) {
      this.queue = [...this.batch, ...this.queue];
      this.batch = [];
      this.writing = false;
      this.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private succeeded(): void {
    if (this.failures > 0) this.logger.log('The ledger is being written again.');
    this.failures = 0;
    this.failure = undefined;
    const done = this.accepted - this.pending;
    const waiters = this.waiters;
    this.waiters = waiters.filter((waiter) => waiter.until > done);
    for (const waiter of waiters) if (waiter.until <= done) waiter.resolve();
  }

  private failed(error: Error): void {
    this.failure = error;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS);
    this.logger.warn(
      `${this.pending} calls wait for the ledger's database, next try in ${delayMs} ms: ${error.message}`,
    );
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
    this.wakeIn(delayMs);
  }
}
