import { Logger } from '@nestjs/common';
import type { Clock } from '../../contracts/clock.js';
import { CompletionJournal } from '../../contracts/completion-journal.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { encodeCall } from './call-codec.js';
import { FrameBatch } from './frames.js';
import type { JournalSettings } from './journal-options.js';
import { LedgerFullError } from './ledger-full-error.js';
import type { Position } from './position.js';
import type { SegmentedLog } from './segmented-log.js';

/** Room that is kept for each call under way. */
const CALL_BYTES = 4_096;
const MOST_BATCH_BYTES = 1_048_576;
/** Calls that the disk did not take wait in memory for the database. */
const MOST_UNWRITTEN = 10_000;
const RETRY_MS = 1_000;

interface Waiting {
  readonly call: CallSettled;
  readonly text: string;
  readonly resolve: () => void;
}

/**
 * Makes records safe in groups: all that come while the disk is busy share its next write. One that the disk refuses
 * is kept in memory, until the database has it, and no new calls are admitted then.
 */
export class FileJournal extends CompletionJournal {
  private readonly logger = new Logger('LlmLedger');
  private readonly frames = new FrameBatch();
  private queue: Waiting[] = [];
  private committing: Promise<void> | undefined;
  private unwritten: CallSettled[] = [];
  private failure: Error | undefined;
  private retryAt = 0;
  private underWay = 0;
  private appendedCalls = 0;
  private safeCalls = 0;
  private refusedCalls = 0;
  private lostCalls = 0;
  private tell: () => void = () => undefined;
  /** Bytes of other processes' journals that are being taken over. */
  adoptedBytes = 0;

  constructor(
    private readonly log: SegmentedLog,
    private readonly settings: JournalSettings,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Behind the last record that is safe. */
  get end(): Position {
    return this.log.end;
  }

  /** Records that were asked for, since the start. */
  get appended(): number {
    return this.appendedCalls;
  }

  /** Records that are on the disk, or in memory because the disk refused them. */
  get safe(): number {
    return this.safeCalls;
  }

  /** Calls that were not admitted, since the start. */
  get refused(): number {
    return this.refusedCalls;
  }

  /** Calls that neither the disk nor the memory could hold. */
  get lost(): number {
    return this.lostCalls;
  }

  get usedBytes(): number {
    return this.log.usedBytes + this.adoptedBytes;
  }

  /** Why no new call is admitted; undefined where one would be. */
  get obstacle(): string | undefined {
    const failure = this.failure ?? this.log.failure;
    if (failure !== undefined) this.retryNow();
    const needed = (this.underWay + 1) * CALL_BYTES;
    if (this.failure !== undefined || this.log.certainBytes < needed) {
      return `the disk takes no more (${(failure as NodeJS.ErrnoException).code ?? 'failed'}).`;
    }
    if (this.usedBytes + needed > this.settings.maxBytes) {
      return 'the database has not taken over what was recorded before, and the journal is full.';
    }
    return undefined;
  }

  /** Called whenever there is something new to move to the database. */
  onSafe(tell: () => void): void {
    this.tell = tell;
  }

  override admit(): void {
    const { obstacle } = this;
    if (obstacle !== undefined) {
      this.refusedCalls++;
      throw new LedgerFullError(obstacle, RETRY_MS);
    }
    this.underWay++;
  }

  override append(call: CallSettled): Promise<void> {
    this.underWay--;
    this.appendedCalls++;
    let text: string;
    try {
      text = encodeCall(call);
    } catch (error) {
      this.safeCalls++;
      this.keepUnwritten([call]);
      this.logger.error(
        `Call ${call.id} cannot be written to the ledger's journal: ${String(error)}`,
      );
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.queue.push({ call, text, resolve });
      // All that settle in one turn of the event loop go together.
      this.committing ??= new Promise((done) =>
        setImmediate(() => void this.commit().finally(done)),
      );
    });
  }

  /** Resolves when all that was appended until now is safe. */
  async written(): Promise<void> {
    await this.committing;
  }

  /** What the disk refused; whoever takes it writes it to the database. */
  takeUnwritten(): CallSettled[] {
    return this.unwritten.splice(0);
  }

  /** How many calls wait in memory because the disk refused them. */
  get unwrittenCount(): number {
    return this.unwritten.length;
  }

  /** Keeps what the disk refused, or what could not be written to the database either. */
  keepUnwritten(calls: readonly CallSettled[]): void {
    this.unwritten.push(...calls);
    const tooMany = this.unwritten.length - MOST_UNWRITTEN;
    if (tooMany > 0) {
      this.unwritten.splice(0, tooMany);
      this.lostCalls += tooMany;
      this.logger.error(
        `${tooMany} calls are lost to the ledger: neither disk nor database take them.`,
      );
    }
  }

  released(segment: number): void {
    this.log.released(segment);
  }

  async close(): Promise<void> {
    await this.written();
    await this.log.close();
  }

  private async commit(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.log.append(this.frames.bytes);
        this.failure = undefined;
      } catch (error) {
        this.failed(error as Error, batch);
      }
      this.safeCalls += batch.length;
      for (const { resolve } of batch) resolve();
      this.tell();
    }
    this.committing = undefined;
  }

  private nextBatch(): Waiting[] {
    this.frames.clear();
    let count = 0;
    while (count < this.queue.length && this.frames.bytes.length < MOST_BATCH_BYTES) {
      this.frames.add(this.queue[count++]!.text);
    }
    return this.queue.splice(0, count);
  }

  private failed(error: Error, batch: readonly Waiting[]): void {
    if (this.failure === undefined) {
      this.logger.error(
        `The ledger's journal cannot be written: ${error.message}. New calls are refused; ${batch.length} calls wait in memory for the database.`,
      );
    }
    this.failure = error;
    this.keepUnwritten(batch.map(({ call }) => call));
  }

  private retryNow(): void {
    const now = this.clock.monotonic();
    if (now < this.retryAt) return;
    this.retryAt = now + RETRY_MS;
    // The next record is written to a segment that was laid out anew.
    if (this.log.failure === undefined) this.failure = undefined;
    else this.log.retry();
  }
}
