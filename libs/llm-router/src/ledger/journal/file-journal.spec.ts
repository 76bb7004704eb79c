import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../../contracts/clock.js';
import { ManualClock } from '../../resilience/manual-clock.fixture.js';
import { aCall } from './calls.fixture.js';
import { FileJournal } from './file-journal.js';
import { contentLength } from './frames.js';
import { GroupCommit } from './group-commit.js';
import { JournalDirectory } from './journal-directory.js';
import { journalSettings, type LedgerJournalOptions } from './journal-options.js';
import { JournalReader } from './journal-reader.js';
import { LedgerFullError } from './ledger-full-error.js';
import { segmentPath, segmentsIn } from './segment-file.js';

let directory: string;
let opened: FileJournal[];

const openJournal = async (options: Partial<LedgerJournalOptions> = {}) => {
  const settings = journalSettings({ directory, ...options });
  const files = await FileJournal.open(settings, new SystemClock());
  opened.push(files);
  return { files, folder: files.folder, journal: new GroupCommit(files) };
};
const target = { write: () => Promise.resolve(), makeDurable: () => Promise.resolve() };
const readAll = async (folder: string, told: string[] = []) => {
  const reader = await JournalReader.open({
    folder,
    onUnreadable: (words) => void told.push(words),
  });
  const ids: string[] = [];
  for (;;) {
    const calls = await reader.read(3);
    if (calls.length === 0) return ids;
    reader.confirm();
    ids.push(...calls.map(({ id }) => id));
  }
};
const append = async ({ journal }: { journal: GroupCommit }, calls = [aCall()]) => {
  for (const _ of calls) journal.admit();
  await Promise.all(calls.map((call) => journal.append(call)));
  return calls.map(({ id }) => id);
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'llm-journal-'));
  opened = [];
  jest.spyOn(Logger.prototype, 'error').mockReturnValue();
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const files of opened) await files.close();
  rmSync(directory, { recursive: true });
});

describe('FileJournal', () => {
  it('holds what it promised to hold, in order, over many segments', async () => {
    const it = await openJournal({ maxBytes: 1_000_000 });
    const ids: string[] = [];
    for (let round = 0; round < 30; round++) {
      ids.push(
        ...(await append(
          it,
          Array.from({ length: 10 }, () => aCall()),
        )),
      );
    }
    expect(await readAll(it.folder)).toEqual(ids);
    expect(await segmentsIn(it.folder)).not.toEqual([1, 2]);
    expect([it.journal.unsafe, it.files.pending]).toEqual([0, 300]);
  });

  it('takes a record that is larger than a segment', async () => {
    const it = await openJournal({ maxBytes: 65_536 });
    const before = await append(it);
    const large = await append(it, [aCall({ tags: { text: 'x'.repeat(40_000) } })]);
    expect(await readAll(it.folder)).toEqual([...before, ...large]);
  });

  it('admits no call that it has no room for; those under way are recorded all the same', async () => {
    const it = await openJournal({ maxBytes: 65_536 });
    let admitted = 0;
    const refusal = () => {
      try {
        for (;;) {
          it.journal.admit();
          admitted++;
        }
      } catch (error) {
        return error as LedgerFullError;
      }
    };
    expect(refusal()).toBeInstanceOf(LedgerFullError);
    expect(refusal()).toMatchObject({ code: 'ledger_full', httpStatus: 503, retryAfterMs: 1_000 });
    expect(admitted).toBe(15);
    expect(it.journal.refused).toBe(2);
    const calls = Array.from({ length: admitted }, () => aCall());
    await Promise.all(calls.map((call) => it.journal.append(call)));
    expect(await readAll(it.folder)).toHaveLength(15);
    refusal();
    expect(admitted).toBeGreaterThan(25);
  });

  it('counts room as free when the database has it', async () => {
    const it = await openJournal({ maxBytes: 65_536 });
    await it.files.start(target);
    for (let call = 0; call < 150; call++) {
      await append(it);
      expect(await it.files.relay()).toBe(true);
    }
    expect(it.files.usedBytes).toBeLessThan(20_000);
    expect(readdirSync(it.folder).filter((name) => name.endsWith('.journal')).length).toBeLessThan(
      4,
    );
  });

  it('writes to no file for longer than five minutes, where all that is in it is moved', async () => {
    const clock = new ManualClock();
    const files = await FileJournal.open(journalSettings({ directory }), clock);
    opened.push(files);
    const it = { journal: new GroupCommit(files) };
    await files.start(target);
    const beats = async (minutes: number) => {
      const answers: boolean[] = [];
      for (let beat = 0; beat < minutes * 6; beat++) {
        clock.advance(files.beatMs);
        answers.push(await files.beat());
      }
      return answers.includes(true);
    };
    expect(await beats(20)).toBe(false);
    const [id] = await append(it);
    expect(await beats(20)).toBe(false);
    expect(readFileSync(segmentPath(files.folder, 1), 'latin1')).toContain(`"${id}"`);
    await files.relay();
    expect(await beats(1)).toBe(true);
    await files.relay();
    expect(await segmentsIn(files.folder)).toEqual([2, 3]);
    await append(it);
    await files.relay();
    expect(await beats(4)).toBe(false);
    expect(await beats(2)).toBe(true);
    expect(await beats(20)).toBe(false);
  });

  it('keeps in memory what the disk refuses, says so, and admits nobody', async () => {
    const it = await openJournal({ maxBytes: 65_536 });
    await append(it);
    for (let call = 0; call < 3; call++) it.journal.admit();
    rmSync(it.folder, { recursive: true });
    // Two segments were laid out before the disk failed; what does not fit into them is refused.
    const large = () => aCall({ tags: { text: 'x'.repeat(8_000) } });
    const calls = [large(), large(), large()];
    for (const call of calls) await it.journal.append(call);
    expect(it.journal.obstacle).toMatch(/^the disk takes no more \(ENOENT\)/);
    expect(() => it.journal.admit()).toThrow(LedgerFullError);
    const { unwritten } = it.journal;
    expect(calls).toEqual(expect.arrayContaining([...unwritten]));
    expect(unwritten.length).toBeGreaterThan(0);
  });

  it('goes without syncing where it is told to', async () => {
    const it = await openJournal({ sync: 'never' });
    const ids = await append(it);
    expect(await readAll(it.folder)).toEqual(ids);
  });
});

describe('what a crash or a disk leaves', () => {
  const fill = async (count = 5) => {
    const it = await openJournal();
    const ids: string[] = [];
    const ends: number[] = [];
    for (let call = 0; call < count; call++) {
      ids.push(...(await append(it)));
      ends.push(endOf(it.folder));
    }
    return { it, ids, ends, path: segmentPath(it.folder, 1) };
  };

  it('cuts off a write that did not finish, and says so', async () => {
    const { it, ids, ends, path } = await fill();
    await truncate(path, ends[4]! - 7);
    const told: string[] = [];
    expect(await readAll(it.folder, told)).toEqual(ids.slice(0, 4));
    expect(told).toEqual([expect.stringContaining(`at offset ${ends[3]} of ${path}`)]);
  });

  it('skips a damaged record in the middle, names file and offset, and keeps the file', async () => {
    const { it, ids, ends, path } = await fill();
    const file = await open(path, 'r+');
    await file.write('#', ends[1]! + 100);
    await file.close();
    const told: string[] = [];
    const reader = await JournalReader.open({
      folder: it.folder,
      onUnreadable: (words) => void told.push(words),
    });
    const calls = await reader.read(100);
    expect(calls.map(({ id }) => id)).toEqual(ids.filter((_, index) => index !== 2));
    expect(told).toEqual([expect.stringContaining(`at offset ${ends[1]} of ${path} are damaged`)]);
    reader.confirm();
    await reader.discardAll();
    expect(readdirSync(join(directory, 'damaged'))).toHaveLength(1);
  });

  it('reads on where the checkpoint says, and from the beginning without a legible one', async () => {
    const { it, ids } = await fill();
    const reader = await JournalReader.open({ folder: it.folder, onUnreadable: () => undefined });
    await reader.read(2);
    reader.confirm();
    await reader.release();
    expect(await readAll(it.folder)).toEqual(ids.slice(2));
    await writeFile(join(it.folder, 'checkpoint.json'), '{"segm');
    expect(await readAll(it.folder)).toEqual(ids);
  });

  it('leaves alone what a newer program wrote', async () => {
    const { it, path } = await fill(1);
    const file = await open(path, 'r+');
    await file.write(Buffer.from([9]), 0, 1, 8);
    await file.close();
    await expect(readAll(it.folder)).rejects.toThrow('has version 9');
  });

  it('is taken over once its process has ended, by one process, and without what was never written', async () => {
    const { it, ids } = await fill();
    const other = await JournalDirectory.open(directory, new SystemClock());
    expect(await other.adopt()).toEqual([]);
    const owner = { pid: 2 ** 22 + 1, started: '1', realm: realmOf(it.folder) };
    await writeFile(join(it.folder, 'owner.json'), JSON.stringify(owner));
    const [left, ...more] = await other.adopt();
    expect(more).toEqual([]);
    expect(left?.folder).toBe(it.folder);
    expect(left?.bytes).toBeLessThan(10_000);
    expect(statSync(segmentPath(it.folder, 1)).size).toBeLessThan(10_000);
    expect(await other.adopt()).toEqual([]);
    expect(await (await JournalDirectory.open(directory, new SystemClock())).adopt()).toEqual([]);
    expect(await readAll(it.folder)).toEqual(ids);
  });
});

describe('options', () => {
  it.each([
    [{ directory: '' }, 'journal.directory'],
    [{ directory: 'a', maxBytes: 10 }, 'journal.maxBytes: 10 is not a whole number from 65536'],
    [{ directory: 'a', sync: 'maybe' as 'never' }, 'Legal: always, never'],
  ])('%j is refused', (options, words) => {
    expect(() => journalSettings(options)).toThrow(words);
  });

  it('a directory that cannot be written to is refused at boot', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const settings = journalSettings({ directory: join(file, 'below') });
    await expect(FileJournal.open(settings, new SystemClock())).rejects.toThrow(
      /^journal.directory: .* cannot be written to/,
    );
  });
});

/** Behind the last record of the first segment. */
function endOf(folder: string): number {
  return contentLength(readFileSync(segmentPath(folder, 1)));
}

function realmOf(folder: string): string {
  const owner = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as { realm: string };
  return owner.realm;
}
