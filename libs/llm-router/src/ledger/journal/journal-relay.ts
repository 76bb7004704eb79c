import { Logger } from '@nestjs/common';
import { afterTimeout, type Schedule } from '../schedule.js';
import type { GroupCommit } from './group-commit.js';
import type { RelayTarget } from './ledger-journal.js';

/** Calls of a moment go together. */
const GATHER_MS = 10;
/** How often it is asked whether another process has moved what somebody waits for. */
const ASK_MS = 50;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const LAST_STATEMENT_MS = 1_000;

interface Waiter {
  readonly isMoved: () => boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Moves records from the journal to the database. While the database fails it tries again with growing pauses (100 ms to
 * 10 s); nothing is lost meanwhile.
 */
export class JournalRelay {
  private readonly logger = new Logger('LlmLedger');
  private waiters: Waiter[] = [];
  private failures = 0;
  private running: Promise<void> | undefined;
  private again = false;
  private started = false;
  private closing = false;
  private wake: (() => void) | undefined;
  private stopBeating: (() => void) | undefined;
  private failure: Error | undefined;

  constructor(
    private readonly commit: GroupCommit,
    private readonly target: RelayTarget,
    private readonly schedule: Schedule = afterTimeout,
  ) {}

  /** Why the last try failed; undefined once one succeeds again. */
  get lastError(): Error | undefined {
    return this.failure;
  }

  /** Calls that have ended, and are not in the database. */
  get pending(): number {
    return this.commit.unsafe + this.commit.journal.pending;
  }

  /** Looks for what others left, and begins to relay. */
  async start(): Promise<void> {
    await this.commit.journal.start(this.target);
    this.started = true;
    this.commit.onSafe(() => this.wakeIn(GATHER_MS));
    this.beatAgain();
    this.run();
  }

  /** Resolves when all that was appended until now is in the database; rejects where that fails for now. */
  async flush(): Promise<void> {
    await this.commit.settled();
    if (!this.started || this.pending === 0) return;
    await this.moved(this.commit.journal.mark());
  }

  /** As `flush()`, and resolves when nothing of it is in the journal any more. */
  async clear(): Promise<void> {
    await this.flush();
    if (this.started && !this.closing) await this.moved(await this.commit.journal.roll());
  }

  /** Moves what can be moved within the limit; the rest stays in the journal for the next process. */
  async close(limitMs: number): Promise<void> {
    this.stopBeating?.();
    await this.within(
      limitMs,
      this.flush().catch(() => undefined),
    );
    this.closing = true;
    this.wake?.();
    // A database that is away may keep a statement waiting for as long as it likes.
    await this.within(LAST_STATEMENT_MS, this.running);
    await this.commit.settled();
    const { unsafe, journal } = this.commit;
    if (unsafe > 0) {
      this.logger.error(`${unsafe} calls are lost to the ledger: only the memory held them.`);
    }
    if (journal.pending > 0) {
      this.logger.warn(`${journal.pending} calls stay in the ledger's journal.`);
    }
    await journal.close();
  }

  private moved(isMoved: () => boolean): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.waiters.push({ isMoved, resolve, reject });
      this.run();
    });
  }

  private async within(limitMs: number, work: Promise<void> | undefined): Promise<void> {
    let end: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      end = this.schedule(resolve, limitMs);
    });
    await Promise.race([limit, work]);
    end();
  }

  private wakeIn(delayMs: number): void {
    if (this.closing || this.running !== undefined) this.again = true;
    else this.wake ??= this.schedule(() => this.run(), delayMs);
  }

  private run(): void {
    this.wake?.();
    this.wake = undefined;
    this.again = true;
    this.running ??= this.relayAll().finally(() => {
      this.running = undefined;
      if (this.failures > 0 || this.closing) return;
      if (this.again) this.run();
      else if (this.waiters.length > 0) this.wakeIn(ASK_MS);
    });
  }

  private async relayAll(): Promise<void> {
    try {
      while (this.again && !this.closing) {
        this.again = false;
        while (!this.closing && (await this.relaySome()));
      }
    } catch (error) {
      this.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** False: there is nothing more. */
  private async relaySome(): Promise<boolean> {
    const { journal, unwritten } = this.commit;
    if (unwritten.length > 0) {
      await this.target.write(unwritten);
      this.commit.forget(unwritten);
    }
    const more = await journal.relay();
    this.succeeded();
    return more;
  }

  private beatAgain(): void {
    const { journal } = this.commit;
    this.stopBeating = this.schedule(() => {
      void journal.beat().then((more) => {
        if (this.closing) return;
        this.beatAgain();
        if (more) this.wakeIn(GATHER_MS);
      });
    }, journal.beatMs);
  }

  private succeeded(): void {
    if (this.failure !== undefined) this.logger.log('The ledger is being written again.');
    this.failure = undefined;
    this.failures = 0;
    const waiters = this.waiters;
    this.waiters = waiters.filter(({ isMoved }) => !isMoved());
    for (const it of waiters) if (!this.waiters.includes(it)) it.resolve();
  }

  private failed(error: Error): void {
    this.failure = error;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.failures++, LAST_RETRY_MS);
    this.logger.warn(
      `${this.pending} calls wait in the ledger's journal, next try in ${delayMs} ms: ${error.message}`,
    );
    for (const waiter of this.waiters.splice(0)) waiter.reject(error);
    if (!this.closing) this.wake ??= this.schedule(() => this.run(), delayMs);
  }
}
