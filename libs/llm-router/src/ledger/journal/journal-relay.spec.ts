import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { SystemClock } from '../../contracts/clock.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { aCall } from './calls.fixture.js';
import { FileJournal } from './file-journal.js';
import { GroupCommit } from './group-commit.js';
import { journalSettings } from './journal-options.js';
import { JournalRelay } from './journal-relay.js';
import { segmentPath, segmentsIn } from './segment-file.js';

/** A database by its ids, that can be away. */
class Rows {
  readonly ids = new Map<string, number>();
  away = false;
  refusals = 0;

  async write(calls: readonly CallSettled[]): Promise<void> {
    await Promise.resolve();
    if (this.away) {
      this.refusals++;
      throw new Error('the database is away');
    }
    for (const { id } of calls) this.ids.set(id, (this.ids.get(id) ?? 0) + 1);
  }

  async makeDurable(): Promise<void> {
    if (this.away) throw new Error('the database is away');
  }
}

/** Waits that the test ends by itself. */
class Waits {
  private open: { delayMs: number; run: () => void }[] = [];

  readonly schedule = (run: () => void, delayMs: number) => {
    const wait = { delayMs, run };
    this.open.push(wait);
    return () => {
      this.open = this.open.filter((it) => it !== wait);
    };
  };

  get delays(): number[] {
    return this.open.map((it) => it.delayMs);
  }

  end(delayMs: number): void {
    const wait = this.open.find((it) => it.delayMs === delayMs);
    if (wait === undefined) throw new Error(`nobody waits for ${delayMs} ms`);
    this.open = this.open.filter((it) => it !== wait);
    wait.run();
  }
}

let directory: string;
let rows: Rows;
let waits: Waits;
let closing: (() => Promise<void>)[];

const open = async (maxBytes = 8_000_000) => {
  const settings = journalSettings({ directory, maxBytes });
  const files = await FileJournal.open(settings, new SystemClock());
  const commit = new GroupCommit(files);
  const relay = new JournalRelay(commit, rows, waits.schedule);
  await relay.start();
  closing.push(() => relay.close(1_000));
  return { files, commit, relay };
};
const append = async (commit: GroupCommit, count: number) => {
  const calls = Array.from({ length: count }, () => aCall());
  for (const _ of calls) commit.admit();
  await Promise.all(calls.map((call) => commit.append(call)));
  return calls.map(({ id }) => id);
};
/** What a process leaves that is killed: its folder, owned by nobody who lives. */
const leave = async ({ folder }: FileJournal, name: string) => {
  const copy = join(directory, name);
  await mkdir(copy);
  for (const file of readdirSync(folder)) await copyFile(join(folder, file), join(copy, file));
  const owner = JSON.parse(await readFile(join(copy, 'owner.json'), 'utf8')) as object;
  await writeFile(join(copy, 'owner.json'), JSON.stringify({ ...owner, started: '0' }));
  return copy;
};
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'llm-relay-'));
  rows = new Rows();
  waits = new Waits();
  closing = [];
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(Logger.prototype, level).mockReturnValue();
  }
});

afterEach(async () => {
  rows.away = false;
  for (const close of closing) {
    const closed = close();
    await closed;
  }
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

describe('JournalRelay', () => {
  it('moves what is safe, once, and deletes what is done', async () => {
    const { files, commit, relay } = await open(1_000_000);
    const ids: string[] = [];
    for (let round = 0; round < 12; round++) {
      ids.push(...(await append(commit, 100)));
      await relay.flush();
      expect(rows.ids.size).toBe(ids.length);
    }
    expect([...rows.ids.keys()]).toEqual(ids);
    expect([...rows.ids.values()].every((times) => times === 1)).toBe(true);
    expect(relay.pending).toBe(0);
    expect(Math.max(...(await segmentsIn(files.folder)))).toBeGreaterThan(5);
    expect(readdirSync(files.folder).filter((it) => it.endsWith('.journal')).length).toBeLessThan(
      4,
    );
    expect(files.usedBytes).toBeLessThan(300_000);
  });

  it('leaves nothing of what it moved where it is asked to, and loses nothing of what comes meanwhile', async () => {
    const { files, commit, relay } = await open();
    const ids = await append(commit, 20);
    const clearing = relay.clear();
    const more = await Promise.all([1, 2, 3].map(() => append(commit, 40)));
    await clearing;
    const kept = () =>
      readdirSync(files.folder).map((it) => readFileSync(join(files.folder, it), 'latin1'));
    for (const id of ids) expect(kept().some((it) => it.includes(`"${id}"`))).toBe(false);
    await relay.clear();
    expect([...rows.ids.keys()]).toEqual([...ids, ...more.flat()]);
    expect(kept().some((it) => it.includes('call-settled'))).toBe(false);
    const segments = await segmentsIn(files.folder);
    await relay.clear();
    expect(await segmentsIn(files.folder)).toEqual(segments);
    expect(files.usedBytes).toBeLessThan(100);
  });

  it('leaves to the next process what it could not move when it was asked to leave nothing', async () => {
    const { files, commit, relay } = await open();
    rows.away = true;
    const ids = await append(commit, 3);
    await expect(relay.clear()).rejects.toThrow('away');
    rows.away = false;
    await files.roll();
    const later = await append(commit, 3);
    await leave(files, '1-1-00000001');
    rows.ids.clear();
    const { files: other } = await open();
    await until(() => other.adopting === 0);
    expect([...rows.ids.keys()]).toEqual([...ids, ...later]);
  });

  it('gathers the calls of 10 ms', async () => {
    const { commit } = await open();
    await append(commit, 3);
    expect(waits.delays).toContain(10);
    expect(rows.ids.size).toBe(0);
    waits.end(10);
    await until(() => rows.ids.size === 3);
  });

  it('keeps everything while the database is away, and asks it less and less often', async () => {
    const { commit, relay } = await open();
    rows.away = true;
    const ids = await append(commit, 500);
    waits.end(10);
    for (const delayMs of [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]) {
      await until(() => waits.delays.includes(delayMs));
      expect(relay.lastError?.message).toBe('the database is away');
      expect(relay.pending).toBe(500);
      waits.end(delayMs);
      await until(() => !waits.delays.includes(delayMs) || delayMs === 10_000);
    }
    await expect(relay.flush()).rejects.toThrow('away');
    rows.away = false;
    await relay.flush();
    expect([...rows.ids.keys()]).toEqual(ids);
    expect([relay.pending, relay.lastError]).toEqual([0, undefined]);
  });

  it('leaves what it cannot move at shutdown to the next start', async () => {
    const first = await open();
    rows.away = true;
    const ids = await append(first.commit, 250);
    await first.relay.close(1_000);
    closing = [];
    rows.away = false;
    const owner = join(first.files.folder, 'owner.json');
    await writeFile(
      owner,
      (await readFile(owner, 'utf8')).replace(/"started":"\d*"/, '"started":"0"'),
    );
    const second = await open();
    await until(() => second.files.adopting === 0);
    expect([...rows.ids.keys()]).toEqual(ids);
    expect(readdirSync(directory)).toEqual([second.files.folder.split('/').at(-1)]);
  });

  it('leaves nothing behind at a shutdown that moved everything', async () => {
    const { commit, relay } = await open();
    await append(commit, 10);
    await relay.close(1_000);
    closing = [];
    expect(rows.ids.size).toBe(10);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('adopts the journals of several crashed processes, beside its own calls', async () => {
    const dead = await open();
    rows.away = true;
    const left = await append(dead.commit, 450);
    await leave(dead.files, '1-1-00000001');
    await leave(dead.files, '1-1-00000002');
    rows.away = false;
    const { files, commit, relay } = await open();
    const fresh = await append(commit, 10);
    await relay.flush();
    await until(() => files.adopting === 0);
    for (const id of fresh) expect(rows.ids.get(id)).toBe(1);
    for (const id of left) expect(rows.ids.get(id)).toBeGreaterThanOrEqual(2);
    expect(readdirSync(directory).filter((it) => it.startsWith('1-1-'))).toEqual([]);
    expect(files.adopting).toBe(0);
  });

  it('leaves alone what it cannot read, and goes on', async () => {
    const dead = await open();
    await append(dead.commit, 1);
    const copy = await leave(dead.files, '1-1-00000001');
    const bytes = await readFile(segmentPath(copy, 1));
    bytes[8] = 9;
    await writeFile(segmentPath(copy, 1), bytes);
    const { files, commit, relay } = await open();
    await append(commit, 1);
    await relay.flush();
    await until(() => files.adopting === 0);
    expect(readdirSync(directory)).toContain('1-1-00000001');
    expect(Logger.prototype.error).toHaveBeenCalledWith(expect.stringContaining('version 9'));
  });

  it('does not wait for ever for records that a disk has lost', async () => {
    const { files, commit, relay } = await open();
    rows.away = true;
    await append(commit, 3);
    const path = segmentPath(files.folder, 1);
    const bytes = await readFile(path);
    bytes.fill(0x23, 40, 60);
    await writeFile(path, bytes);
    rows.away = false;
    await relay.flush();
    expect(rows.ids.size).toBe(2);
    expect([relay.pending, files.damaged]).toEqual([0, 1]);
  });

  it('writes from memory what the disk refused', async () => {
    const { files, commit, relay } = await open(65_536);
    rmSync(files.folder, { recursive: true });
    const large = () => aCall({ tags: { text: 'x'.repeat(8_000) } });
    const calls = Array.from({ length: 6 }, large);
    for (const _ of calls) commit.admit();
    for (const call of calls) await commit.append(call);
    const memory = commit.unwritten.map(({ id }) => id);
    expect(memory.length).toBeGreaterThan(0);
    rows.away = true;
    await expect(relay.flush()).rejects.toThrow('away');
    expect(commit.unwritten).toHaveLength(memory.length);
    rows.away = false;
    await expect(relay.flush()).rejects.toThrow('ENOENT');
    expect([...rows.ids.keys()]).toEqual(memory);
    expect(commit.unwritten).toEqual([]);
  });
});
