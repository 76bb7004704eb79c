import { Logger } from '@nestjs/common';
import { Clock } from 'nestjs-llm-router';
import {
  LedgerCorrections,
  LedgerRetention,
  type LedgerRetentionOptions,
  LedgerTables,
  LedgerWriter,
  LlmAttempt,
  llmLedgerMigrations,
  LlmRequest,
} from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { ledgerSource } from './support/open-ledger.js';
import { DATABASES, type ScratchDatabase, scratchPostgres } from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';
import { until } from './support/until.js';

/** Stands still until it is moved; nobody waits. */
class StoppedClock extends Clock {
  time = Date.parse('2026-11-22T14:05:06Z');

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }

  override after(_milliseconds: number, run: () => void) {
    setImmediate(run);
    return () => undefined;
  }
}

const callAt = (time: string) => {
  const startedAt = Date.parse(time);
  return settledCall({ startedAt, attempts: [madeAttempt({ startedAt })] });
};

let database: ScratchDatabase | undefined;
let source: DataSource;
let tables: LedgerTables;
let clock: StoppedClock;

async function open(scratch: () => Promise<ScratchDatabase | undefined>): Promise<boolean> {
  database = await scratch();
  if (database === undefined) return false;
  source = await ledgerSource(database);
  tables = new LedgerTables(source);
  clock = new StoppedClock();
  return true;
}

afterEach(async () => {
  jest.restoreAllMocks();
  if (source?.isInitialized) await source.destroy();
  await database?.drop();
  database = undefined;
});

const retention = (options: LedgerRetentionOptions) =>
  new LedgerRetention(source, options, clock, () => () => undefined);
const kept = async () => {
  const times = async (entity: typeof LlmRequest | typeof LlmAttempt) =>
    (await source.getRepository<{ startedAt: Date }>(entity).find())
      .map(({ startedAt }) => startedAt.toISOString().slice(0, 16))
      .sort();
  const requests = await times(LlmRequest);
  expect(await times(LlmAttempt)).toEqual(requests);
  return requests;
};

describe.each(DATABASES)('retention on %s', (_name, scratch) => {
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (await open(scratch)) await run();
    });

  test('removes whole days of what is older, batch by batch', async () => {
    const old = Array.from({ length: 1_200 }, () => callAt('2026-11-19T23:59:59.999Z'));
    await tables.write([...old, callAt('2026-11-20T00:00:00Z'), callAt('2026-11-22T14:00:00Z')]);
    expect(await retention({ keep: '2d' }).run()).toEqual({ rows: 2_400, partitions: 0 });
    expect(await kept()).toEqual(['2026-11-20T00:00', '2026-11-22T14:00']);
    expect(await retention({ keep: '2d' }).run()).toEqual({ rows: 0, partitions: 0 });
  });

  test('keeps everything where nothing else is said', async () => {
    await tables.write([callAt('1999-01-01T00:00:00Z')]);
    expect(await retention({}).run()).toEqual({ rows: 0, partitions: 0 });
    expect(await kept()).toHaveLength(1);
  });

  test('runs at the start and every day, and ends with the application', async () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    const waits: [number, () => void][] = [];
    const it = new LedgerRetention(source, { keep: '1d' }, clock, (run, delayMs) => {
      waits.push([delayMs, run]);
      return () => void waits.splice(0);
    });
    const ended = async () => {
      await until(() => waits.length > 0);
      return waits.splice(0)[0]!;
    };
    await tables.write([callAt('2026-11-01T00:00:00Z'), callAt('2026-11-22T00:00:00Z')]);
    it.onApplicationBootstrap();
    const [delayMs, again] = await ended();
    expect([delayMs, await kept()]).toEqual([86_400_000, ['2026-11-22T00:00']]);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('removed 2 rows and 0 partitions'));
    clock.time += 2 * delayMs;
    again();
    await ended();
    expect(await kept()).toEqual([]);
    it.onApplicationBootstrap();
    await it.onApplicationShutdown();
    expect(waits).toEqual([]);
  });

  test('tells of a failure, and tries again after an hour', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    await source.undoLastMigration();
    for (const _rest of llmLedgerMigrations.slice(1)) await source.undoLastMigration();
    const delayMs = await new Promise((resolve) => {
      const schedule = (_run: () => void, delay: number) => {
        resolve(delay);
        return () => undefined;
      };
      new LedgerRetention(source, { keep: '1d' }, clock, schedule).onApplicationBootstrap();
    });
    expect(delayMs).toBe(3_600_000);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('llm_attempts'));
  });
});

describe('partitions on PostgreSQL', () => {
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (await open(scratchPostgres)) await run();
    });
  const partitions = async () => {
    const rows = await source.query<{ name: string }[]>(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'llm_requests'::regclass ORDER BY 1",
    );
    return rows.map(({ name }) => name.replace('llm_requests_', ''));
  };
  const rowsIn = async (partition: string) => {
    const [row] = await source.query<{ count: string }[]>(
      `SELECT count(*) FROM llm_requests_${partition}`,
    );
    return Number(row?.count);
  };

  test('are made for a new ledger and for the months to come, and dropped month by month', async () => {
    const it = retention({ keep: '30d', partitions: 'month' });
    expect(await it.run()).toEqual({ rows: 0, partitions: 0 });
    expect(await partitions()).toEqual(['2026_11', '2026_12', '2027_01', 'default']);
    const calls = ['2026-11-01T00:00', '2026-11-30T23:59', '2026-12-01T00:00'].map((time) =>
      callAt(`${time}:00Z`),
    );
    await tables.write(calls);
    await tables.write(calls);
    expect(await Promise.all(['2026_11', '2026_12', 'default'].map(rowsIn))).toEqual([2, 1, 0]);
    clock.time = Date.parse('2026-12-30T12:00:00Z');
    expect(await it.run()).toEqual({ rows: 0, partitions: 0 });
    clock.time = Date.parse('2026-12-31T12:00:00Z');
    expect(await it.run()).toEqual({ rows: 0, partitions: 2 });
    expect(await partitions()).toEqual(['2026_12', '2027_01', '2027_02', 'default']);
    expect(await kept()).toEqual(['2026-12-01T00:00']);
  });

  test('take a ledger that has rows, as one partition up to the end of this month', async () => {
    const calls = ['1999-01-01T00:00', '2026-11-30T23:59', '2026-12-01T00:00', '2099-01-01T00:00'];
    const rows = calls.map((time) => callAt(`${time}:00Z`));
    await tables.write(rows);
    const it = retention({ keep: '30d', partitions: 'month' });
    expect(await it.run()).toEqual({ rows: 0, partitions: 0 });
    expect(await partitions()).toEqual(['2026_12', '2027_01', 'before', 'default']);
    expect(await Promise.all(['before', '2026_12', 'default'].map(rowsIn))).toEqual([2, 1, 1]);
    await tables.write(rows);
    expect(await kept()).toEqual(calls);
    clock.time = Date.parse('2026-12-31T12:00:00Z');
    expect(await it.run()).toEqual({ rows: 0, partitions: 2 });
    expect(await kept()).toEqual(calls.slice(2));
  });

  test('do without a month that was not made in time, and take it over', async () => {
    const it = retention({ keep: '30d', partitions: 'month' });
    await it.run();
    const late = callAt('2027-03-05T00:00:00Z');
    await tables.write([late, callAt('2026-01-05T00:00:00Z')]);
    expect(await rowsIn('default')).toBe(2);
    clock.time = Date.parse('2027-01-15T00:00:00Z');
    expect(await it.run()).toEqual({ rows: 2, partitions: 2 });
    expect(await rowsIn('2027_03')).toBe(1);
    await tables.write([late]);
    expect(await kept()).toEqual(['2027-03-05T00:00']);
  });

  test('have the indices, and take corrections and migrations', async () => {
    await retention({ partitions: 'month' }).run();
    const call = callAt('2026-11-22T00:00:00Z');
    const writer = new LedgerWriter(tables);
    writer.onEvent(call);
    const corrections = new LedgerCorrections(source, tables, writer);
    const correction = { requestId: call.id, cost: 1n, note: 'x', id: 'c' };
    expect(await corrections.correct(correction)).toEqual({ id: 'c', added: true });
    expect(await corrections.correct(correction)).toEqual({ id: 'c', added: false });
    const indices = await source.query<{ indexname: string }[]>(
      "SELECT indexname FROM pg_indexes WHERE tablename IN ('llm_requests', 'llm_attempts') ORDER BY 1",
    );
    expect(indices.map(({ indexname }) => indexname)).toEqual([
      'ix_llm_attempts_provider_model',
      'ix_llm_attempts_request_id',
      'ix_llm_attempts_started_at',
      'ix_llm_requests_key_started_at',
      'ix_llm_requests_provider_model',
      'ix_llm_requests_started_at',
      'llm_attempts_pkey',
      'llm_requests_pkey',
    ]);
    for (const _newer of llmLedgerMigrations.slice(1)) await source.undoLastMigration();
    await source.runMigrations();
    expect(await kept()).toEqual(['2026-11-22T00:00']);
    await retention({ partitions: 'month' }).run();
  });

  test('are one process’s work at a time', async () => {
    const it = retention({ keep: '1d', partitions: 'month' });
    const other = source.createQueryRunner();
    await other.query('SELECT pg_advisory_lock(4802731967)');
    expect(await it.run()).toBeUndefined();
    await other.query('SELECT pg_advisory_unlock(4802731967)');
    await other.release();
    expect(await it.run()).toEqual({ rows: 0, partitions: 0 });
    expect(await partitions()).toContain('default');
  });
});
