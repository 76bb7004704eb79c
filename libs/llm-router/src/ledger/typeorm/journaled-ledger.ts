import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { GroupCommit } from '../journal/group-commit.js';
import { JournalRelay } from '../journal/journal-relay.js';
import { afterTimeout, type Schedule } from '../schedule.js';
import { LedgerIntake } from './ledger-intake.js';
import type { LedgerTables } from './ledger-tables.js';

const SHUTDOWN_LIMIT_MS = 5_000;

/** How the journal is, for a health indicator. */
export interface JournalStatus {
  /** Why new calls are refused; undefined where they are taken. */
  readonly obstacle?: string;
  /** Bytes of records that wait in the journal. */
  readonly usedBytes: number;
  /** Calls that wait for the database; in a journal that machines share, those of all of them. */
  readonly pending: number;
  /** Journals of processes that have ended, and are not in the database yet. */
  readonly adopting: number;
  /** Calls that were refused for want of room, since the start. */
  readonly refused: number;
  /** Calls that never got into the ledger, since the start. */
  readonly lost: number;
  /** Records, or places in journals, that could not be read, since the start. */
  readonly damaged: number;
  /** Why the database could not be written to; undefined once it can again. */
  readonly lastError?: Error;
}

/**
 * The ledger behind a journal: calls settle in it, and are moved to the database from there. It begins with what ended
 * processes have left. A shutdown moves what it can within 5 s; the rest is there for the next process.
 */
export class JournaledLedger
  extends LedgerIntake
  implements OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly relay: JournalRelay;

  constructor(
    private readonly commit: GroupCommit,
    private readonly tables: LedgerTables,
    schedule: Schedule = afterTimeout,
  ) {
    super();
    this.relay = new JournalRelay(commit, tables, schedule);
  }

  override get pending(): number {
    return this.relay.pending;
  }

  override get lastError(): Error | undefined {
    return this.relay.lastError;
  }

  override get lost(): number {
    return this.tables.lost + this.commit.lost;
  }

  status(): JournalStatus {
    const { pending, lost, lastError } = this;
    const { obstacle, refused, journal } = this.commit;
    const { usedBytes, adopting, damaged } = journal;
    return { obstacle, usedBytes, pending, adopting, refused, lost, damaged, lastError };
  }

  override flush(): Promise<void> {
    return this.relay.flush();
  }

  override clear(): Promise<void> {
    return this.relay.clear();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.relay.start();
  }

  /** Doors are shut and calls have settled by now; TypeORM, as a global module, closes its connections last. */
  async onApplicationShutdown(): Promise<void> {
    await this.relay.close(SHUTDOWN_LIMIT_MS);
  }
}
