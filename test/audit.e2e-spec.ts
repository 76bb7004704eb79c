import {
  AuditLog,
  AuditWriter,
  LlmAuditEntry,
  llmAuditMigrations,
  runLlmMigrations,
  TypeOrmAuditStore,
} from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import { auditAppender } from './support/audit-appender.js';
import { DATABASES, type ScratchDatabase, scratchPostgres } from './support/scratch-databases.js';

const PROCESSES = 4;
const ENTRIES = 250;

jest.setTimeout(60_000);

describe.each(DATABASES)('the audit trail on %s', (_name, scratch) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource;
  let log: AuditLog;

  const open = async (scratched: ScratchDatabase) => {
    const opened = new DataSource({
      ...scratched.options,
      entities: [LlmAuditEntry],
      migrations: llmAuditMigrations,
    });
    await opened.initialize();
    return opened;
  };
  const storeOf = (of: DataSource) => new TypeOrmAuditStore(of);

  beforeEach(async () => {
    database = await scratch();
    if (database === undefined) return;
    source = await open(database);
    await runLlmMigrations(source);
    log = new AuditLog(source);
  });
  afterEach(async () => {
    if (database === undefined) return;
    await source.destroy();
    await database.drop();
  });

  it('is one chain without a gap where four connections append at once', async () => {
    if (database === undefined) return;
    const scratched = database;
    const sources = await Promise.all(Array.from({ length: PROCESSES }, () => open(scratched)));
    const writers = sources.map((it) => new AuditWriter(storeOf(it)));
    for (let index = 0; index < ENTRIES; index++) {
      for (const [who, writer] of writers.entries()) {
        writer.record({ kind: 'app:test', actor: `${who}`, at: index, details: { index } });
      }
      if (index % 10 === 0) await Promise.all(writers.map((it) => it.flush()));
    }
    await Promise.all(writers.map((it) => it.close()));
    await Promise.all(sources.map((it) => it.destroy()));
    const verdict = await log.verify([await log.anchor()]);
    expect(verdict).toMatchObject({ intact: true, entries: PROCESSES * ENTRIES });
    for (const who of writers.keys()) {
      const entries = await log.entries({ actor: `${who}`, limit: 1_000 });
      // Of one process, they stand in the order in which they came in.
      expect(entries.map(({ at }) => at).reverse()).toEqual(
        Array.from({ length: ENTRIES }, (_, index) => index),
      );
    }
  });

  it('is one chain where processes append at once, and some of them are killed', async () => {
    if (database === undefined) return;
    const { options } = database;
    const appenders = await Promise.all(
      Array.from({ length: PROCESSES }, (_, who) => auditAppender(options, `${who}`)),
    );
    const [first, second, ...others] = appenders;
    await Promise.all(appenders.map((it) => it.written(20)));
    await Promise.all([first!.kill(), second!.kill()]);
    await Promise.all(others.map((it) => it.stop()));
    const verdict = await log.verify();
    expect(verdict).toMatchObject({ intact: true, found: 0 });
    for (const { who, acknowledged } of appenders) {
      const written = await source.getRepository(LlmAuditEntry).countBy({ actor: who });
      expect(written).toBeGreaterThanOrEqual(acknowledged());
    }
  });

  it('refuses to change or delete an entry', async () => {
    if (database === undefined) return;
    await storeOf(source).append(
      [{ id: 'x', at: 1, kind: 'app:test', actor: null, subject: null, details: '{}' }],
      false,
    );
    const statements = [`UPDATE llm_audit SET kind = 'x'`, 'DELETE FROM llm_audit'];
    if (source.options.type === 'postgres') statements.push('TRUNCATE llm_audit');
    for (const sql of statements) await expect(source.query(sql)).rejects.toThrow('append-only');
    expect(await log.verify()).toMatchObject({ intact: true, entries: 1 });
    await source.undoLastMigration();
    await source.runMigrations();
    expect(await log.verify()).toMatchObject({ intact: true, entries: 0 });
  });
});

describe('on PostgreSQL', () => {
  it('an entry whose commit was not heard of is there once', async () => {
    const database = await scratchPostgres();
    if (database === undefined) return;
    const source = await new DataSource({
      ...database.options,
      entities: [LlmAuditEntry],
      migrations: llmAuditMigrations,
      migrationsRun: true,
    }).initialize();
    try {
      const store = storeThatForgets(source);
      const writer = new AuditWriter(store);
      writer.record({ kind: 'app:test', at: 1, details: {} });
      await expect(writer.flush()).rejects.toThrow('connection lost');
      writer.record({ kind: 'app:test', at: 2, details: {} });
      await writer.close();
      const log = new AuditLog(source);
      expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
    } finally {
      await source.destroy();
      await database.drop();
    }
  });
});

/** Its first answer gets lost after the commit. */
function storeThatForgets(source: DataSource): TypeOrmAuditStore {
  const store = new TypeOrmAuditStore(source);
  const append = store.append.bind(store);
  let lost = false;
  store.append = async (entries, again) => {
    await append(entries, again);
    if (lost) return;
    lost = true;
    throw new Error('connection lost');
  };
  return store;
}
