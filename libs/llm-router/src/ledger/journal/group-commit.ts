import { Logger } from '@nestjs/common';
import { CompletionJournal } from '../../contracts/completion-journal.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { encodeCall } from './call-codec.js';
import { LedgerFullError } from './ledger-full-error.js';
import type { LedgerJournal } from './ledger-journal.js';

/** Room that is kept for each call under way. */
const CALL_BYTES = 4_096;
const MOST_BATCH_CHARACTERS = 1_048_576;
/** Calls that the journal did not take wait in memory for the database. */
const MOST_UNWRITTEN = 10_000;
const RETRY_AFTER_MS = 1_000;

interface Waiting {
  readonly call: CallSettled;
  readonly record: string;
  readonly resolve: () => void;
}

/**
 * Makes records safe in groups: all that come while the journal is busy share its next write. One that the journal
 * refuses is kept in memory, until the database has it; no new calls are admitted then.
 */
export class GroupCommit extends CompletionJournal {
  private readonly logger = new Logger('LlmLedger');
  private queue: Waiting[] = [];
  private committing: Promise<void> | undefined;
  private readonly kept = new Set<CallSettled>();
  private failed = false;
  private underWay = 0;
  private appended = 0;
  private safe = 0;
  private refusedCalls = 0;
  private lostCalls = 0;
  private tell: () => void = () => undefined;

  constructor(readonly journal: LedgerJournal) {
    super();
  }

  /** Why no new call is admitted; undefined where one would be. */
  get obstacle(): string | undefined {
    return this.journal.obstacle((this.underWay + 1) * CALL_BYTES);
  }

  /** Calls that were not admitted, since the start. */
  get refused(): number {
    return this.refusedCalls;
  }

  /** Calls that neither the journal nor the memory could hold. */
  get lost(): number {
    return this.lostCalls;
  }

  /** Calls that have ended, and are neither in the journal nor in the database. */
  get unsafe(): number {
    return this.appended - this.safe + this.kept.size;
  }

  /** What the journal refused; whoever writes it to the database says so by `forget()`. */
  get unwritten(): readonly CallSettled[] {
    return [...this.kept];
  }

  forget(calls: readonly CallSettled[]): void {
    for (const call of calls) this.kept.delete(call);
  }

  /** Called whenever there is something new to move to the database. */
  onSafe(tell: () => void): void {
    this.tell = tell;
  }

  override admit(): void {
    const { obstacle } = this;
    if (obstacle !== undefined) {
      this.refusedCalls++;
      throw new LedgerFullError(obstacle, RETRY_AFTER_MS);
    }
    this.underWay++;
  }

  override append(call: CallSettled): Promise<void> {
    this.underWay--;
    let record: string;
    try {
      record = encodeCall(call);
    } catch (error) {
      this.keep([call]);
      this.logger.error(
        `Call ${call.id} cannot be written to the ledger's journal: ${String(error)}`,
      );
      this.tell();
      return Promise.resolve();
    }
    this.appended++;
    return new Promise((resolve) => {
      this.queue.push({ call, record, resolve });
      // All that settle in one turn of the event loop go together.
      this.committing ??= new Promise((done) =>
        setImmediate(() => void this.commit().finally(done)),
      );
    });
  }

  /** Resolves when all that was appended until now is safe, or kept in memory. */
  async settled(): Promise<void> {
    await this.committing;
  }

  private async commit(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.journal.append(batch.map(({ record }) => record));
        this.failed = false;
      } catch (error) {
        this.complain(error as Error, batch.length);
        this.keep(batch.map(({ call }) => call));
      }
      this.safe += batch.length;
      for (const { resolve } of batch) resolve();
      this.tell();
    }
    this.committing = undefined;
  }

  private nextBatch(): Waiting[] {
    let characters = 0;
    let count = 0;
    while (count < this.queue.length && characters < MOST_BATCH_CHARACTERS) {
      characters += this.queue[count++]!.record.length;
    }
    return this.queue.splice(0, count);
  }

  private keep(calls: readonly CallSettled[]): void {
    for (const call of calls) this.kept.add(call);
    const tooMany = this.kept.size - MOST_UNWRITTEN;
    if (tooMany <= 0) return;
    this.forget(this.unwritten.slice(0, tooMany));
    this.lostCalls += tooMany;
    this.logger.error(
      `${tooMany} calls are lost to the ledger: neither journal nor database take them.`,
    );
  }

  private complain(error: Error, calls: number): void {
    if (!this.failed) {
      this.logger.error(
        `The ledger's journal cannot be written: ${error.message}. New calls are refused; ${calls} calls wait in memory for the database.`,
      );
    }
    this.failed = true;
  }
}
