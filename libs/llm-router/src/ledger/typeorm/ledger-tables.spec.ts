import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SystemClock } from '../../contracts/clock.js';
import { aCall, anAttempt } from '../journal/calls.fixture.js';
import type { LedgerFold, NewRows } from './ledger-fold.js';
import { LedgerTables } from './ledger-tables.js';
import type { SqlWork } from '../../sql/typeorm/sql-work.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { llmLedgerMigrations } from './migrations/llm-ledger-migrations.js';

let folder: string;
let source: DataSource;
let other: DataSource;

/** Instead of waiting it does something. */
class Pauses extends SystemClock {
  readonly taken: number[] = [];

  constructor(private readonly meanwhile: () => Promise<unknown> = async () => undefined) {
    super();
  }

  override after(milliseconds: number, run: () => void) {
    this.taken.push(milliseconds);
    void this.meanwhile().then(run);
    return () => undefined;
  }
}

/** Counts attempts in a table of its own. */
class Counted implements LedgerFold {
  readonly told: NewRows[] = [];
  broken = false;

  *fold(rows: NewRows): SqlWork<void> {
    this.told.push(rows);
    const [{ total } = { total: 0 }] = yield { sql: 'SELECT total FROM counted', parameters: [] };
    yield {
      sql: 'UPDATE counted SET total = ?',
      parameters: [Number(total) + rows.attempts.length],
    };
    if (this.broken) throw new Error('the fold is broken');
  }
}

const counts = async () => [
  await other.getRepository(LlmRequest).count(),
  await other.getRepository(LlmAttempt).count(),
];
const counted = async () => {
  const [row] = await other.query<{ total: number }[]>('SELECT total FROM counted');
  return row?.total;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'llm-tables-'));
  const options: DataSourceOptions = {
    type: 'better-sqlite3',
    database: join(folder, 'ledger.db'),
    enableWAL: true,
    entities: [LlmRequest, LlmAttempt],
    migrations: llmLedgerMigrations,
    migrationsRun: true,
  };
  source = await new DataSource(options).initialize();
  other = await new DataSource(options).initialize();
  await source.query('CREATE TABLE counted (total integer)');
  await source.query('INSERT INTO counted VALUES (0)');
});

afterEach(async () => {
  jest.restoreAllMocks();
  await source.destroy();
  await other.destroy();
  rmSync(folder, { recursive: true });
});

describe('a fold', () => {
  it('is told of the rows that are new, and of nothing else', async () => {
    const fold = new Counted();
    const tables = new LedgerTables(source, fold);
    const [first, second] = [aCall(), aCall({ attempts: [anAttempt(), anAttempt()] })];
    await tables.write([first, first]);
    await tables.write([first]);
    await tables.write([first, second]);
    expect(
      fold.told.map(({ requests, attempts }) => [
        requests.map(({ id }) => id),
        attempts.map(({ id }) => id),
      ]),
    ).toEqual([
      [[first.id], [first.attempts[0]!.id]],
      [[second.id], second.attempts.map(({ id }) => id)],
    ]);
    expect(fold.told[1]?.calls.get(second.id)).toMatchObject({ id: second.id });
    expect([await counted(), await counts()]).toEqual([3, [2, 3]]);
  });

  it('is undone with the rows, and the rows with it', async () => {
    const fold = new Counted();
    const tables = new LedgerTables(source, fold);
    fold.broken = true;
    await expect(tables.write([aCall()])).rejects.toThrow('the fold is broken');
    expect([await counted(), await counts()]).toEqual([0, [0, 0]]);
    fold.broken = false;
    await tables.write([aCall()]);
    expect([await counted(), await counts()]).toEqual([1, [1, 1]]);
  });
});

describe('a lock of another process', () => {
  it('is waited for, and never stops this one', async () => {
    await other.query('BEGIN IMMEDIATE');
    const clock = new Pauses(async () => {
      if (clock.taken.length === 3) await other.query('COMMIT');
    });
    const fold = new Counted();
    await new LedgerTables(source, fold, clock).write([aCall(), aCall()]);
    expect(clock.taken).toEqual([5, 10, 20]);
    expect([await counted(), await counts()]).toEqual([2, [2, 2]]);
    expect(await source.query('PRAGMA busy_timeout')).toEqual([{ timeout: 5_000 }]);
  });

  it('is told of where it stays', async () => {
    await other.query('BEGIN IMMEDIATE');
    const clock = new Pauses();
    const tables = new LedgerTables(source, undefined, clock);
    await expect(tables.write([aCall()])).rejects.toMatchObject({
      driverError: { code: 'SQLITE_BUSY' },
    });
    expect(clock.taken.slice(0, 6)).toEqual([5, 10, 20, 40, 80, 100]);
    expect(clock.taken).toHaveLength(19);
    expect(tables.lost).toBe(0);
  });
});

describe('other code on the same connection', () => {
  it('does not take our rows along when its transaction is undone', async () => {
    let written: Promise<void> | undefined;
    let end: () => void = () => undefined;
    const clock = new Pauses(async () => end());
    const tables = new LedgerTables(source, undefined, clock);
    await expect(
      source.transaction(async (manager) => {
        await manager.query('UPDATE counted SET total = 9');
        const ended = new Promise<void>((resolve) => (end = resolve));
        written = tables.write([aCall()]);
        await ended;
        throw new Error('undo');
      }),
    ).rejects.toThrow('undo');
    await written;
    expect([await counted(), await counts()]).toEqual([0, [1, 1]]);
    expect(clock.taken.length).toBeGreaterThan(0);
  });

  it('is not undone with ours', async () => {
    const fold = new Counted();
    fold.broken = true;
    const tables = new LedgerTables(source, fold);
    const refused = Array.from({ length: 20 }, () =>
      tables.write([aCall()]).catch((error: Error) => error.message),
    );
    const theirs = Array.from({ length: 20 }, () =>
      source.query('UPDATE counted SET total = total + 1'),
    );
    await Promise.all([...refused, ...theirs]);
    expect([await counted(), await counts()]).toEqual([20, [0, 0]]);
  });
});

it('finds the one call of many that the database refuses', async () => {
  const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  const calls = Array.from({ length: 300 }, () => aCall());
  const bad = aCall({ startedAt: NaN });
  const tables = new LedgerTables(source);
  let transactions = 0;
  const { logger } = source;
  source.logger = Object.assign(Object.create(logger) as typeof logger, {
    logQuery: (query: string) => void (query.startsWith('BEGIN') && transactions++),
  });
  await tables.write([...calls.slice(0, 123), bad, ...calls.slice(123)]);
  expect([tables.lost, await counts()]).toEqual([1, [300, 300]]);
  expect(transactions).toBeLessThan(25);
  expect(error).toHaveBeenCalledWith(expect.stringContaining(`call ${bad.id} is refused`));
});
