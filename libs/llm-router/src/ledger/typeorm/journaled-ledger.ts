import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { JournalDirectory } from '../journal/journal-directory.js';
import { JournalRelay } from '../journal/journal-relay.js';
import { afterTimeout, type Schedule } from '../schedule.js';
import { LedgerIntake } from './ledger-intake.js';
import type { LedgerTables } from './ledger-tables.js';

const SHUTDOWN_LIMIT_MS = 5_000;

/** How the journal is, for a health indicator. */
export interface JournalStatus {
  /** Why new calls are refused; undefined where they are taken. */
  readonly obstacle?: string;
  /** Bytes of records that are on the disk. */
  readonly usedBytes: number;
  /** Calls that wait for the database. */
  readonly pending: number;
  /** Journals of processes that have ended, and are not in the database yet. */
  readonly adopting: number;
  /** Calls that were refused for want of room, since the start. */
  readonly refused: number;
  /** Calls that never got into the ledger, since the start. */
  readonly lost: number;
  /** Places in journals that could not be read, since the start. */
  readonly damaged: number;
  /** Why the database could not be written to; undefined once it can again. */
  readonly lastError?: Error;
}

/**
 * The ledger behind a journal: calls settle on the disk, and are moved to the database from there. It begins with what
 * ended processes have left. A shutdown moves what it can within 5 s; the rest is there at the next start.
 */
export class JournaledLedger
  extends LedgerIntake
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly relay: JournalRelay;

  constructor(
    private readonly directory: JournalDirectory,
    private readonly tables: LedgerTables,
    schedule: Schedule = afterTimeout,
  ) {
    super();
    this.relay = new JournalRelay(directory, tables, schedule);
  }

  override get pending(): number {
    return this.relay.pending;
  }

  override get lastError(): Error | undefined {
    return this.relay.lastError;
  }

  override get lost(): number {
    return this.tables.lost + this.directory.journal.lost;
  }

  status(): JournalStatus {
    const { journal } = this.directory;
    const { adopting, damaged } = this.relay;
    return {
      obstacle: journal.obstacle,
      usedBytes: journal.usedBytes,
      pending: this.pending,
      adopting,
      refused: journal.refused,
      lost: this.lost,
      damaged,
      lastError: this.lastError,
    };
  }

  override flush(): Promise<void> {
    return this.relay.flush();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.relay.start();
  }

  /** Doors are shut and calls have settled by now; TypeORM, as a global module, closes its connections last. */
  async onApplicationShutdown(): Promise<void> {
    await this.relay.close(SHUTDOWN_LIMIT_MS);
  }
}
