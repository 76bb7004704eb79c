import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemClock } from '../../contracts/clock.js';
import { aCall, anAttempt } from '../journal/calls.fixture.js';
import { FileJournal } from '../journal/file-journal.js';
import { GroupCommit } from '../journal/group-commit.js';
import { journalSettings } from '../journal/journal-options.js';
import { JournaledLedger } from './journaled-ledger.js';
import { LedgerTables } from './ledger-tables.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { llmLedgerMigrations } from './migrations/llm-ledger-migrations.js';

let directory: string;
let source: DataSource;
let commit: GroupCommit;
let ledger: JournaledLedger;

beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(Logger.prototype, level).mockReturnValue();
  }
  directory = mkdtempSync(join(tmpdir(), 'llm-journaled-'));
  source = await new DataSource({
    type: 'better-sqlite3',
    database: join(directory, 'ledger.db'),
    entities: [LlmRequest, LlmAttempt],
    migrations: llmLedgerMigrations,
    migrationsRun: true,
  }).initialize();
  const files = await FileJournal.open(
    journalSettings({ directory: join(directory, 'journal'), maxBytes: 4_194_304 }),
    new SystemClock(),
  );
  commit = new GroupCommit(files);
  ledger = new JournaledLedger(commit, new LedgerTables(source));
  await ledger.onApplicationBootstrap();
});

afterEach(async () => {
  await ledger.onApplicationShutdown();
  await source.destroy();
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const append = (calls = [aCall()]) => {
  for (const _ of calls) commit.admit();
  return Promise.all(calls.map((call) => commit.append(call)));
};
const counts = async () => [
  await source.getRepository(LlmRequest).count(),
  await source.getRepository(LlmAttempt).count(),
];

describe('JournaledLedger', () => {
  it('has every call in the database once it is flushed', async () => {
    const exact = 12_345_678_901_234n;
    await append([
      aCall({ id: 'a', cost: exact, attempts: [anAttempt(), anAttempt({ index: 1 })] }),
    ]);
    await ledger.flush();
    expect(await counts()).toEqual([1, 2]);
    expect(await source.getRepository(LlmRequest).findOneByOrFail({ id: 'a' })).toMatchObject({
      cost: exact,
      tags: { team: 'search' },
      attemptCount: 2,
    });
    expect(ledger.status()).toMatchObject({ pending: 0, lost: 0, adopting: 0, damaged: 0 });
  });

  it('inserts nothing when all records come three times more, shuffled', async () => {
    const calls = Array.from({ length: 300 }, () => aCall());
    await append(calls);
    await ledger.flush();
    const before = await source.query('SELECT * FROM llm_requests ORDER BY id');
    for (let round = 1; round <= 3; round++) {
      // A different order in each round: 7, 11 and 13 share no divisor with 300.
      const step = [7, 11, 13][round - 1]!;
      await append(calls.map((_, index) => calls[(index * step) % calls.length]!));
      await ledger.flush();
      expect(await counts()).toEqual([300, 300]);
    }
    expect(await source.query('SELECT * FROM llm_requests ORDER BY id')).toEqual(before);
  });

  it('loses a call that the database refuses, and no other', async () => {
    const refused = aCall({ requestedModel: null as never });
    await append([aCall(), refused, aCall()]);
    await ledger.flush();
    expect((await counts())[0]).toBe(2);
    expect(ledger.lost).toBe(1);
  });

  it('says why new calls are refused', async () => {
    await source.query('ALTER TABLE llm_requests RENAME TO hidden');
    expect(ledger.status().obstacle).toBeUndefined();
    const large = () => aCall({ tags: { text: 'x'.repeat(100_000) } });
    for (let calls = 0; calls < 42; calls++) await append([large()]);
    await expect(ledger.flush()).rejects.toThrow('no such table');
    expect(ledger.status()).toMatchObject({
      obstacle: expect.stringContaining('the journal is full') as string,
      lastError: expect.any(Error) as Error,
      pending: 42,
    });
    await source.query('ALTER TABLE hidden RENAME TO llm_requests');
    await ledger.flush();
    expect(ledger.status()).toMatchObject({ obstacle: undefined, pending: 0 });
  });
});
