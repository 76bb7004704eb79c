import type { Clock, ModelDirectory } from 'nestjs-llm-router';
import {
  LedgerTables,
  LedgerWriter,
  llmLedgerEntities,
  llmLedgerMigrations,
  UsageLedger,
  UsageRollups,
} from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import type { ScratchDatabase } from './scratch-databases.js';

/** A data source with the tables of the ledger. */
export function ledgerSource(database: ScratchDatabase): Promise<DataSource> {
  return new DataSource({
    ...database.options,
    entities: llmLedgerEntities,
    migrations: llmLedgerMigrations,
    migrationsRun: true,
  }).initialize();
}

/** A ledger with its rollups, on a database of its own. */
export class OpenLedger {
  readonly tables: LedgerTables;
  readonly ledger: UsageLedger;

  constructor(
    readonly source: DataSource,
    private readonly database: ScratchDatabase,
  ) {
    this.tables = new LedgerTables(source, new UsageRollups(source));
    this.ledger = this.with();
  }

  /** The same ledger, with what some reports need. */
  with(directory?: ModelDirectory, clock?: Clock): UsageLedger {
    return new UsageLedger(this.source, new LedgerWriter(this.tables), directory, clock);
  }

  readonly clear = async (): Promise<void> => {
    for (const entity of llmLedgerEntities) {
      await this.source.getRepository<object>(entity).clear();
    }
  };

  async close(): Promise<void> {
    await this.source.destroy();
    await this.database.drop();
  }
}

/** Undefined where the database is not reachable. */
export async function openLedger(
  scratch: () => Promise<ScratchDatabase | undefined>,
): Promise<OpenLedger | undefined> {
  const database = await scratch();
  if (database === undefined) return undefined;
  return new OpenLedger(await ledgerSource(database), database);
}
