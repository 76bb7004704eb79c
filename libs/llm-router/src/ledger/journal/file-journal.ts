import { Logger } from '@nestjs/common';
import type { Clock } from '../../contracts/clock.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { AdoptedJournals } from './adopted-journals.js';
import { FrameBatch } from './frames.js';
import { JournalDirectory } from './journal-directory.js';
import type { JournalSettings } from './journal-options.js';
import { JournalReader, type JournalReaderOptions } from './journal-reader.js';
import { LedgerJournal, RELAY_BATCH, type RelayTarget } from './ledger-journal.js';
import { reaches } from './position.js';
import { SegmentedLog } from './segmented-log.js';
import { BEAT_MS } from './signs-of-life.js';

const RETRY_MS = 1_000;
/** A file is written to for no longer, give or take a beat. */
const LONGEST_MS = 300_000;
/** So many records are written again at most after a crash. */
const RELEASE_EVERY = 2_000;

/** A journal in files on a local disk, which also takes over those of processes that have ended. */
export class FileJournal extends LedgerJournal {
  override readonly beatMs = BEAT_MS;
  private readonly logger = new Logger('LlmLedger');
  private readonly frames = new FrameBatch();
  private readonly own: JournalReader;
  private readonly adopted: AdoptedJournals;
  private target: RelayTarget;
  /** The segment that is written to, and since when it may hold records, on the clock that never steps. */
  private begun = { segment: 0, by: 0 };
  private failure: Error | undefined;
  private retryAt = 0;
  private appended = 0;
  private moved = 0;
  private unreleased = 0;
  private damages = 0;

  private constructor(
    private readonly settings: JournalSettings,
    private readonly clock: Clock,
    private readonly directory: JournalDirectory,
    private readonly log: SegmentedLog,
  ) {
    super();
    const { folder } = directory;
    this.adopted = new AdoptedJournals(directory, this.unreadable);
    this.own = JournalReader.ofNew({
      folder,
      end: () => log.end,
      onUnreadable: this.unreadable,
      onReleased: (segment) => log.released(segment),
    });
  }

  /** Throws a `ConfigurationError` where the directory cannot be written to. */
  static async open(settings: JournalSettings, clock: Clock): Promise<FileJournal> {
    let directory: JournalDirectory | undefined;
    try {
      directory = await JournalDirectory.open(settings.directory, clock);
      const synced = settings.sync === 'always';
      const log = await SegmentedLog.open(directory.folder, settings.segmentBytes, synced);
      return new FileJournal(settings, clock, directory, log);
    } catch (error) {
      await directory?.discard().catch(() => undefined);
      throw new ConfigurationError(
        `journal.directory: ${settings.directory} cannot be written to: ${(error as Error).message}.`,
      );
    }
  }

  /** Where the records of this process are. */
  get folder(): string {
    return this.directory.folder;
  }

  override get usedBytes(): number {
    return this.log.usedBytes + this.adopted.usedBytes;
  }

  override get pending(): number {
    return this.appended - this.moved;
  }

  override get adopting(): number {
    return this.adopted.count;
  }

  override get damaged(): number {
    return this.damages;
  }

  override obstacle(bytes: number): string | undefined {
    if (this.directory.isLost) return 'another process took its journal over.';
    const failure = this.failure ?? this.log.failure;
    if (failure !== undefined) this.retryNow();
    if (this.failure !== undefined || this.log.certainBytes < bytes) {
      return `the disk takes no more (${(failure as NodeJS.ErrnoException).code ?? 'failed'}).`;
    }
    if (this.usedBytes + bytes > this.settings.maxBytes) {
      return 'the database has not taken over what was recorded before, and the journal is full.';
    }
    return undefined;
  }

  override async append(records: readonly string[]): Promise<void> {
    this.frames.clear();
    for (const record of records) this.frames.add(record);
    try {
      if (this.directory.isLate || this.directory.isLost) await this.directory.beat();
      await this.log.append(this.frames.bytes);
      this.failure = undefined;
      this.appended += records.length;
    } catch (error) {
      this.failure = error as Error;
      throw error;
    }
  }

  override async start(target: RelayTarget): Promise<void> {
    this.target = target;
    await this.adopted.look();
  }

  override async beat(): Promise<boolean> {
    await this.directory.beat().catch((error: unknown) => this.logger.error(String(error)));
    await this.adopted.look();
    const rolled = await this.rollOld().catch((error: unknown) => this.logger.error(String(error)));
    return this.adopted.count > 0 || rolled === true;
  }

  /** A batch of each source, so that none waits for another one's backlog. */
  override async relay(): Promise<boolean> {
    const calls = await this.own.read(RELAY_BATCH);
    if (calls.length > 0) await this.target.write(calls);
    this.own.confirm();
    this.moved += calls.length;
    this.unreleased += calls.length;
    // What could not be read does not count as waiting for ever.
    if (reaches(this.own.position, this.log.end)) this.moved = this.appended;
    if (this.unreleased >= RELEASE_EVERY || this.own.releasable) await this.release();
    await this.adopted.relay(this.target, RELAY_BATCH);
    return calls.length > 0 || this.adopted.count > 0;
  }

  override mark(): () => boolean {
    const { end } = this.log;
    return () => reaches(this.own.position, end);
  }

  override async roll(): Promise<() => boolean> {
    await this.log.roll();
    const { segment } = this.log.end;
    return () => this.own.first >= segment;
  }

  override async close(): Promise<void> {
    try {
      await this.log.close();
      if (this.pending > 0) return;
      await this.target?.makeDurable();
      await this.own.discardAll();
    } catch (error) {
      this.logger.warn(`The ledger's journal stays until the next start: ${String(error)}`);
    }
  }

  /** Whom another process has erased may be named here, and nobody tells this one. What is not moved yet stays where it is. */
  private async rollOld(): Promise<boolean> {
    const { end, isEmpty } = this.log;
    const now = this.clock.monotonic();
    if (isEmpty || end.segment !== this.begun.segment) {
      this.begun = { segment: end.segment, by: now };
    }
    const isOld = now - this.begun.by >= LONGEST_MS;
    if (!isOld || this.pending > 0 || this.directory.isLost) return false;
    await this.log.roll();
    return true;
  }

  private async release(): Promise<void> {
    await this.target.makeDurable();
    await this.own.release();
    this.unreleased = 0;
  }

  private retryNow(): void {
    const now = this.clock.monotonic();
    if (now < this.retryAt) return;
    this.retryAt = now + RETRY_MS;
    // The next record is written to a segment that was laid out anew.
    if (this.log.failure === undefined) this.failure = undefined;
    else this.log.retry();
  }

  private readonly unreadable: JournalReaderOptions['onUnreadable'] = (words, kind) => {
    if (kind === 'torn') return this.logger.warn(words);
    this.damages++;
    this.logger.error(words);
  };
}
