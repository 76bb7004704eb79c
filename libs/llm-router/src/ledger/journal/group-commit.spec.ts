import { Logger } from '@nestjs/common';
import { aCall } from './calls.fixture.js';
import { GroupCommit } from './group-commit.js';
import { LedgerFullError } from './ledger-full-error.js';
import { LedgerJournal } from './ledger-journal.js';

/** A journal whose writes end when the test says so. */
class SlowJournal extends LedgerJournal {
  readonly beatMs = 1_000;
  readonly usedBytes = 0;
  readonly pending = 0;
  readonly adopting = 0;
  readonly damaged = 0;
  readonly writes: { records: readonly string[]; end(error?: Error): void }[] = [];
  full: string | undefined;
  asked = 0;

  obstacle(bytes: number): string | undefined {
    this.asked = bytes;
    return this.full;
  }

  append(records: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.writes.push({ records, end: (error) => (error ? reject(error) : resolve()) });
    });
  }

  start = () => Promise.resolve();
  relay = () => Promise.resolve(false);
  beat = () => Promise.resolve(false);
  mark = () => () => true;
  close = () => Promise.resolve();
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

let journal: SlowJournal;
let commit: GroupCommit;
let error: jest.SpyInstance;

const append = (count: number) => {
  const calls = Array.from({ length: count }, () => aCall());
  const safe: string[] = [];
  for (const call of calls) {
    commit.admit();
    void commit.append(call).then(() => safe.push(call.id));
  }
  return { calls, safe };
};

beforeEach(() => {
  error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  journal = new SlowJournal();
  commit = new GroupCommit(journal);
});
afterEach(() => jest.restoreAllMocks());

describe('GroupCommit', () => {
  it('writes what came meanwhile together, and tells nobody before it is safe', async () => {
    const first = append(3);
    await turn();
    const second = append(100);
    await turn();
    expect(journal.writes.map(({ records }) => records.length)).toEqual([3]);
    expect([first.safe, commit.unsafe]).toEqual([[], 103]);
    journal.writes[0]?.end();
    await turn();
    expect(first.safe).toHaveLength(3);
    expect(journal.writes.map(({ records }) => records.length)).toEqual([3, 100]);
    expect([second.safe, commit.unsafe]).toEqual([[], 100]);
    journal.writes[1]?.end();
    await commit.settled();
    await turn();
    expect(second.safe).toEqual(second.calls.map(({ id }) => id));
    expect(commit.unsafe).toBe(0);
  });

  it('keeps room for every call under way, and gives it back once', async () => {
    for (let call = 0; call < 4; call++) commit.admit();
    expect(journal.asked).toBe(4 * 4_096);
    void commit.append(aCall());
    expect([commit.obstacle, journal.asked]).toEqual([undefined, 4 * 4_096]);
    journal.full = 'it is full.';
    expect(() => commit.admit()).toThrow(LedgerFullError);
    expect(commit.refused).toBe(1);
    await turn();
    journal.writes[0]?.end();
    await commit.settled();
  });

  it('keeps what the journal refuses until somebody says that the database has it', async () => {
    const { calls, safe } = append(2);
    await turn();
    journal.writes[0]?.end(new Error('no space left'));
    await commit.settled();
    await turn();
    expect(safe).toHaveLength(2);
    expect([commit.unwritten, commit.unsafe]).toEqual([calls, 2]);
    commit.forget(calls.slice(0, 1));
    expect([commit.unwritten, commit.unsafe]).toEqual([calls.slice(1), 1]);
    expect(error.mock.calls).toEqual([[expect.stringContaining('no space left')]]);
  });

  it('loses the oldest where neither journal nor database take 10,000 calls, and says so', async () => {
    const { calls } = append(10_005);
    while (commit.unwritten.length < 10_000) {
      await turn();
      journal.writes.pop()?.end(new Error('no space left'));
    }
    await commit.settled();
    expect(commit.lost).toBe(5);
    expect(commit.unwritten).toEqual(calls.slice(5));
    expect(error).toHaveBeenLastCalledWith(expect.stringContaining('5 calls are lost'));
  });
});
