import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { EventSink } from '../../contracts/event-sink.js';
import type { CallSettled, RouterEvent } from '../../contracts/router-event.js';
import { LlmSink } from '../../plugin/plugin-markers.js';
import { insertRows } from './insert-rows.js';
import { attemptRow, requestRow } from './ledger-rows.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { areRefused } from './refused-rows.js';

/** Runs something after `delayMs` milliseconds; the function that it returns calls that off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

const BATCH_SIZE = 100;
const BATCH_DELAY_MS = 10;
const CAPACITY = 100_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const SHUTDOWN_LIMIT_MS = 10_000;

const afterTimeout: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs).unref();
  return () => clearTimeout(timer);
};

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
export class LedgerWriter implements EventSink, OnApplicationShutdown {
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
  private lostCalls = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly schedule: Schedule = afterTimeout,
  ) {}

  /** Calls that are accepted and not yet written. */
  get pending(): number {
    return this.queue.length + this.batch.length;
  }

  /** Why the last try to write failed; undefined once one succeeds again. */
  get lastError(): Error | undefined {
    return this.failure;
  }

  /** Calls that never got into the ledger, since the start. */
  get lost(): number {
    return this.lostCalls;
  }

  onEvent(event: RouterEvent): void {
    if (event.type !== 'call-settled') return;
    if (this.pending >= CAPACITY) {
      const { length } = this.queue.splice(0, BATCH_SIZE);
      this.lose(
        length,
        `the database does not keep up (last error: ${this.failure?.message ?? 'none'})`,
      );
    }
    this.queue.push(event);
    this.accepted++;
    if (this.queue.length >= BATCH_SIZE && this.failures === 0) this.start();
    else this.wakeIn(BATCH_DELAY_MS);
  }

  /**
   * Resolves when all calls that were accepted until now are written, and tries that at once. Rejects with the
   * database's error where it fails; the calls are kept, and tried again.
   */
  flush(): Promise<void> {
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
    while (this.pending > 0 && !expired && this.dataSource.isInitialized) {
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
        await this.write(this.batch);
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

  /** Attempts first: whoever sees a call sees all its attempts. */
  private async write(calls: readonly CallSettled[]): Promise<void> {
    try {
      const attempts = calls.flatMap((it) => it.attempts.map((made) => attemptRow(it.id, made)));
      await insertRows(this.dataSource, LlmAttempt, attempts);
      await insertRows(this.dataSource, LlmRequest, calls.map(requestRow));
    } catch (error) {
      if (!areRefused(error)) throw error;
      if (calls.length === 1) return this.lose(1, `the database refuses it: ${String(error)}`);
      for (const call of calls) await this.write([call]);
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

  private lose(calls: number, reason: string): void {
    this.lostCalls += calls;
    this.logger.error(
      `${calls} calls are lost to the ledger (${this.lostCalls} since the start): ${reason}`,
    );
  }
}
