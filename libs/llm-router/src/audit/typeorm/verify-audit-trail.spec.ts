import fc from 'fast-check';
import { DataSource } from 'typeorm';
import type { AuditAnchor } from '../audit-anchor.js';
import { chained, GENESIS } from '../audit-chain.js';
import { entry } from '../audit.fixture.js';
import { plainEntry } from '../plain-entry.js';
import { AuditLog } from './audit-log.js';
import { llmAuditMigrations } from './create-llm-audit.migration.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';
import { TypeOrmAuditStore } from './typeorm-audit-store.js';
import { verifyAuditTrail } from './verify-audit-trail.js';

const LENGTH = 9;
let source: DataSource;
let store: TypeOrmAuditStore;
let log: AuditLog;

beforeEach(async () => {
  source = await new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: [LlmAuditEntry],
    migrations: llmAuditMigrations,
    migrationsRun: true,
  }).initialize();
  store = new TypeOrmAuditStore(source);
  log = new AuditLog(source);
});
afterEach(() => source.destroy());

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    plainEntry(entry({ subject: `${index}`, actor: index % 2 === 0 ? 'ops' : 'ci' })),
  );

/** As somebody may who owns the database. */
async function disarm(): Promise<void> {
  await source.query('DROP TRIGGER llm_audit_no_update');
  await source.query('DROP TRIGGER llm_audit_no_delete');
}

it('refuses to change or delete an entry', async () => {
  await store.append(entries(2), false);
  await expect(source.query(`UPDATE llm_audit SET actor = 'x'`)).rejects.toThrow('append-only');
  await expect(source.query(`DELETE FROM llm_audit`)).rejects.toThrow('append-only');
  expect((await log.verify()).intact).toBe(true);
});

it('leaves nothing behind where it is undone', async () => {
  await source.undoLastMigration();
  await source.runMigrations();
  await store.append(entries(1), false);
  expect(await log.anchor()).toMatchObject({ sequence: 1 });
});

it('appends in batches, and once what it is given again', async () => {
  const batch = entries(3);
  await store.append(batch, false);
  await store.append(batch, true);
  await store.append([...batch, ...entries(2)], true);
  const verdict = await log.verify([await log.anchor()]);
  expect(verdict).toMatchObject({ intact: true, entries: 5, head: { sequence: 5 } });
});

it('appends nothing of a batch that fails', async () => {
  const [one, two] = entries(2);
  // An error of the driver may come from another realm, where Jest does not take it for one.
  const failure = store.append([one!, two!, one!], false).catch((error: Error) => error.message);
  expect(await failure).toContain('UNIQUE');
  expect(await log.anchor()).toMatchObject(GENESIS);
});

it('waits until a transaction of others on the same connection has ended', async () => {
  await source.query('BEGIN');
  const appended = store.append(entries(1), false);
  await source.query('COMMIT');
  await appended;
  expect((await log.verify()).entries).toBe(1);
});

it('lists entries, newest first, by what they are', async () => {
  await store.append(entries(5), false);
  const sequences = async (query: Parameters<AuditLog['entries']>[0]) =>
    (await log.entries(query)).map(({ sequence }) => sequence);
  expect(await sequences({ limit: 2 })).toEqual([5, 4]);
  expect(await sequences({ before: 4, actor: 'ops' })).toEqual([3, 1]);
  expect(await sequences({ subject: '1' })).toEqual([2]);
  expect(await sequences({ kind: 'key-created' })).toEqual([]);
  expect(await sequences({ from: new Date(entry().at + 1) })).toEqual([]);
  expect(await sequences({ to: new Date(entry().at + 1), limit: 1 })).toEqual([5]);
});

it('goes through more entries than it holds at once', async () => {
  for (let batch = 0; batch < 25; batch++) await store.append(entries(100), false);
  expect(await log.verify([await log.anchor()])).toMatchObject({ intact: true, entries: 2_500 });
});

describe('with its triggers gone', () => {
  let anchor: AuditAnchor;
  beforeEach(async () => {
    await disarm();
    await store.append(entries(LENGTH), false);
    anchor = await log.anchor();
    await source.query('CREATE TABLE kept AS SELECT * FROM llm_audit');
  });

  const restore = async () => {
    await source.query('DELETE FROM llm_audit');
    await source.query('INSERT INTO llm_audit SELECT * FROM kept');
  };
  const place = fc.integer({ min: 1, max: LENGTH });
  const two = fc.uniqueArray(place, { minLength: 2, maxLength: 2 });
  const renumber = (by: number, from: number) => [
    `UPDATE llm_audit SET sequence = -sequence WHERE sequence >= ${from}`,
    `UPDATE llm_audit SET sequence = -sequence + ${by} WHERE sequence < 0`,
  ];
  const column = fc.constantFrom(
    'previous',
    'hash',
    'id',
    'at',
    'kind',
    'actor',
    'subject',
    'details',
  );
  const tampering: fc.Arbitrary<readonly string[]> = fc.oneof(
    fc
      .tuple(place, column)
      .map(([at, name]) => [
        `UPDATE llm_audit SET ${name} = ${name === 'at' ? 'at + 1' : `${name} || ' '`} WHERE sequence = ${at}`,
      ]),
    fc
      .tuple(place, fc.constantFrom('actor', 'subject'))
      .map(([at, name]) => [`UPDATE llm_audit SET ${name} = NULL WHERE sequence = ${at}`]),
    place.map((at) => [`DELETE FROM llm_audit WHERE sequence = ${at}`]),
    place.map((at) => [`DELETE FROM llm_audit WHERE sequence = ${at}`, ...renumber(-1, at)]),
    place.map((at) => [`DELETE FROM llm_audit WHERE sequence >= ${at}`]),
    two.map(([a, b]) => [
      `UPDATE llm_audit SET sequence = -${a} WHERE sequence = ${a}`,
      `UPDATE llm_audit SET sequence = ${a} WHERE sequence = ${b}`,
      `UPDATE llm_audit SET sequence = ${b} WHERE sequence = -${a}`,
    ]),
    place.map((at) => [
      ...renumber(1, at),
      `INSERT INTO llm_audit SELECT ${at}, previous, hash, 'inserted', at, kind, 'x', subject, details FROM kept WHERE sequence = ${at}`,
    ]),
  );

  it('finds whatever is done to a table', async () => {
    await fc.assert(
      fc.asyncProperty(tampering, async (statements) => {
        await restore();
        expect((await verifyAuditTrail(source, [anchor])).intact).toBe(true);
        for (const sql of statements) await source.query(sql);
        expect((await verifyAuditTrail(source, [anchor])).intact).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('finds by an anchor alone that all of it was written anew', async () => {
    const rows = await source.getRepository(LlmAuditEntry).find({ order: { sequence: 'ASC' } });
    await source.query('DELETE FROM llm_audit');
    await source.getRepository(LlmAuditEntry).insert(
      chained(
        GENESIS,
        rows.map((row) => ({ ...row, actor: 'nobody' })),
      ),
    );
    expect((await log.verify()).intact).toBe(true);
    expect((await log.verify([anchor])).findings).toMatchObject([{ damage: 'rewritten' }]);
  });
});
