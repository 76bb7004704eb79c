import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SystemClock } from '../../contracts/clock.js';
import { llmLedgerMigrations } from '../../ledger/typeorm/migrations/llm-ledger-migrations.js';
import { runLlmMigrations } from './run-llm-migrations.js';

let folder: string;
let source: DataSource;
let other: DataSource;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'llm-migrations-'));
  const options: DataSourceOptions = {
    type: 'better-sqlite3',
    database: join(folder, 'ledger.db'),
    migrations: llmLedgerMigrations,
  };
  other = await new DataSource(options).initialize();
  source = await new DataSource(options).initialize();
});

afterEach(async () => {
  await source.destroy();
  await other.destroy();
  rmSync(folder, { recursive: true });
});

/** Instead of waiting it does something after each pause. */
class Pauses extends SystemClock {
  readonly taken: number[] = [];

  constructor(private readonly meanwhile: (pauses: number) => Promise<unknown>) {
    super();
  }

  override after(milliseconds: number, run: () => void) {
    this.taken.push(milliseconds);
    void this.meanwhile(this.taken.length).then(run);
    return () => undefined;
  }
}

it('waits on SQLite while another process migrates', async () => {
  await other.query('BEGIN IMMEDIATE');
  const clock = new Pauses(async (pauses) => {
    if (pauses < 3) return;
    await other.runMigrations({ transaction: 'none' });
    await other.query('COMMIT');
  });
  await runLlmMigrations(source, clock);
  expect(clock.taken).toEqual([50, 50, 50]);
  expect(await source.query('SELECT name FROM migrations ORDER BY id')).toEqual(
    llmLedgerMigrations.map(({ name }) => ({ name })),
  );
  expect(await source.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  expect(await source.query('PRAGMA busy_timeout')).toEqual([{ timeout: 5_000 }]);
});

it('gives up after a minute', async () => {
  await other.query('BEGIN IMMEDIATE');
  const clock = new Pauses(async () => undefined);
  await expect(runLlmMigrations(source, clock)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  expect(clock.taken).toHaveLength(1_200);
});
