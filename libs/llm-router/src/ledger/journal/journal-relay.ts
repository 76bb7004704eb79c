import { Logger } from '@nestjs/common';
import type { CallSettled } from '../../contracts/router-event.js';
import { afterTimeout, type Schedule } from '../schedule.js';
import { BEAT_MS } from './folder-lock.js';
import type { JournalDirectory } from './journal-directory.js';
import { JournalReader } from './journal-reader.js';
import { type Position, reaches } from './position.js';

/** Where a journal's records end up. */
export interface RelayTarget {
  /** Writes calls that may be there already: then nothing changes. Rejects where that has to be tried again. */
  write(calls: readonly CallSettled[]): Promise<void>;
  /** Makes what was written survive a loss of power. */
  makeDurable(): Promise<void>;
}

const BATCH_SIZE = 200;
/** Calls of a moment go together. */
const GATHER_MS = 10;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
const LAST_STATEMENT_MS = 1_000;
/** So many records are written again at most after a crash. */
const RELEASE_EVERY = 2_000;

interface Waiter {
  readonly until: Position;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Moves records from the journal to the database, in the order in which they came, and those of processes that have ended
 * beside them. While the database fails it tries again with growing pauses (100 ms to 10 s); nothing is lost meanwhile.
 */
export class JournalRelay {
  private readonly logger = new Logger('LlmLedger');
  private own: JournalReader;
  private adopted: JournalReader[] = [];
  private waiters: Waiter[] = [];
  private written = 0;
  private unreleased = 0;
  private failures = 0;
  private running: Promise<void> | undefined;
  private again = false;
  private closing = false;
  private wake: (() => void) | undefined;
  private stopBeating: (() => void) | undefined;
  private failure: Error | undefined;
  private damages = 0;

  constructor(
    private readonly directory: JournalDirectory,
    private readonly target: RelayTarget,
    private readonly schedule: Schedule = afterTimeout,
  ) {}

  /** Why the last try failed; undefined once one succeeds again. */
  get lastError(): Error | undefined {
    return this.failure;
  }

  /** Records that are safe, and not yet in the database. */
  get pending(): number {
    return this.directory.journal.appended - this.written;
  }

  /** Journals of processes that have ended whose records are not in the database yet. */
  get adopting(): number {
    return this.adopted.length;
  }

  /** Places in journals that could not be read, since the start. */
  get damaged(): number {
    return this.damages;
  }

  /** Looks for what others left, and begins to relay. */
  async start(): Promise<void> {
    const { journal, folder } = this.directory;
    this.own = await JournalReader.open({
      folder,
      end: () => journal.end,
      onUnreadable: this.unreadable,
      onReleased: (segment) => journal.released(segment),
    });
    journal.onSafe(() => this.wakeIn(GATHER_MS));
    await this.look();
    this.beatAgain();
    this.run();
  }

  /** Resolves when all that was appended until now is in the database; rejects where that fails for now. */
  async flush(): Promise<void> {
    const { journal } = this.directory;
    await journal.written();
    const until = journal.end;
    if (this.own === undefined || this.pending === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.waiters.push({ until, resolve, reject });
      this.run();
    });
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
    await this.directory.journal.close();
    if (this.pending === 0 && this.own !== undefined) await this.finish();
    else
      this.logger.warn(`${this.pending} calls stay in the ledger's journal until the next start.`);
  }

  private async within(limitMs: number, work: Promise<void> | undefined): Promise<void> {
    let end: () => void = () => undefined;
    const limit = new Promise<void>((resolve) => {
      end = this.schedule(resolve, limitMs);
    });
    await Promise.race([limit, work]);
    end();
  }

  private async finish(): Promise<void> {
    try {
      await this.target.makeDurable();
      await this.own.discardAll();
    } catch (error) {
      this.logger.warn(`The ledger's journal stays until the next start: ${String(error)}`);
    }
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
      if (this.again && this.failures === 0 && !this.closing) this.run();
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

  /** A batch of each source, so that none waits for another one's backlog. False: there is nothing more. */
  private async relaySome(): Promise<boolean> {
    const { journal } = this.directory;
    const unwritten = journal.takeUnwritten();
    if (unwritten.length > 0) {
      try {
        await this.target.write(unwritten);
        this.succeeded();
        this.written += unwritten.length;
      } catch (error) {
        journal.keepUnwritten(unwritten);
        throw error;
      }
    }
    const own = await this.relayBatch(this.own);
    this.unreleased += own;
    this.caughtUp();
    if (this.unreleased >= RELEASE_EVERY || this.own.releasable) await this.release();
    this.answer();
    const [left] = this.adopted;
    if (left !== undefined) await this.relayLeft(left);
    return own > 0 || this.adopted.length > 0;
  }

  /** Whoever cannot read what another process left leaves it as it is. */
  private async relayLeft(left: JournalReader): Promise<void> {
    try {
      await left.read(BATCH_SIZE);
    } catch (error) {
      this.adopted = this.adopted.filter((it) => it !== left);
      this.logger.error(`The journal in ${left.folder} is left as it is: ${String(error)}`);
      return;
    }
    if ((await this.relayBatch(left)) === 0) await this.finished(left);
  }

  private async relayBatch(reader: JournalReader): Promise<number> {
    const calls = await reader.read(BATCH_SIZE);
    if (calls.length === 0) return 0;
    await this.target.write(calls);
    reader.confirm();
    this.succeeded();
    if (reader === this.own) this.written += calls.length;
    return calls.length;
  }

  private async release(): Promise<void> {
    await this.target.makeDurable();
    await this.own.release();
    this.unreleased = 0;
  }

  private async finished(left: JournalReader): Promise<void> {
    await this.target.makeDurable();
    await left.discardAll();
    this.adopted = this.adopted.filter((it) => it !== left);
    this.directory.forget(left.folder);
    if (this.adopted.length === 0) this.directory.journal.adoptedBytes = 0;
  }

  /** Takes over what others left by now. That this is not possible now is no reason not to start. */
  private async look(): Promise<void> {
    const { directory } = this;
    try {
      for (const { folder, bytes } of await directory.adopt()) {
        this.adopted.push(await JournalReader.open({ folder, onUnreadable: this.unreadable }));
        directory.journal.adoptedBytes += bytes;
      }
    } catch (error) {
      this.logger.error(`The journals of ended processes cannot be looked for: ${String(error)}`);
    }
  }

  private beatAgain(): void {
    this.stopBeating = this.schedule(() => {
      const looked = this.directory.beat().then(() => this.look());
      void looked.finally(() => {
        if (this.closing) return;
        this.beatAgain();
        if (this.adopted.length > 0) this.wakeIn(GATHER_MS);
      });
    }, BEAT_MS);
  }

  /** What could not be read does not count as waiting for ever. */
  private caughtUp(): void {
    const { journal } = this.directory;
    if (reaches(this.own.position, journal.end))
      this.written = journal.safe - journal.unwrittenCount;
  }

  private answer(): void {
    const waiters = this.waiters;
    this.waiters = waiters.filter(({ until }) => !reaches(this.own.position, until));
    for (const it of waiters) if (!this.waiters.includes(it)) it.resolve();
  }

  private succeeded(): void {
    if (this.failure !== undefined) this.logger.log('The ledger is being written again.');
    this.failure = undefined;
    this.failures = 0;
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

  private readonly unreadable = (words: string, kind: 'damage' | 'torn'): void => {
    if (kind === 'torn') return this.logger.warn(words);
    this.damages++;
    this.logger.error(words);
  };
}
