import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Clock } from '../../contracts/clock.js';
import { encodeCall } from './call-codec.js';
import { aCall } from './calls.fixture.js';
import { FileJournal } from './file-journal.js';
import { JournalDirectory } from './journal-directory.js';
import { journalSettings } from './journal-options.js';
import { segmentPath } from './segment-file.js';

const HOUR_MS = 3_600_000;

/** Its wall clock can be set, and its monotonic one only goes on. */
class SetClock extends Clock {
  private wall = Date.parse('2026-11-22T14:00:00Z');
  private elapsed = 0;

  override now(): number {
    return this.wall;
  }

  override monotonic(): number {
    return this.elapsed;
  }

  pass(milliseconds: number): void {
    this.wall += milliseconds;
    this.elapsed += milliseconds;
  }

  step(milliseconds: number): void {
    this.wall += milliseconds;
  }
}

let directory: string;
let clock: SetClock;

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'error').mockReturnValue();
  directory = mkdtempSync(join(tmpdir(), 'llm-journal-'));
  clock = new SetClock();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const open = (its: Clock) => JournalDirectory.open(directory, its);
/** Makes a folder belong to a process that cannot be seen from here. */
const ownFromElsewhere = async (folder: string) => {
  const path = join(folder, 'owner.json');
  const owner = JSON.parse(await readFile(path, 'utf8')) as object;
  const text = JSON.stringify({ ...owner, realm: 'another container' });
  await writeFile(path, text);
};
/** A process in another container: only its sign of life can be seen. */
const elsewhere = async () => {
  const itsClock = new SetClock();
  const it = await open(itsClock);
  await ownFromElsewhere(it.folder);
  Object.assign(it, { owner: JSON.parse(await readFile(join(it.folder, 'owner.json'), 'utf8')) });
  return { it, clock: itsClock };
};

describe('a process that cannot be seen', () => {
  it.each([0, HOUR_MS, -HOUR_MS, 365 * 24 * HOUR_MS])(
    'lives as long as it says so, whatever its clock says (%d ms off), and whatever steps',
    async (off) => {
      const other = await elsewhere();
      other.clock.step(off);
      const here = await open(clock);
      for (let beats = 0; beats < 30; beats++) {
        await other.it.beat();
        expect(await here.adopt()).toEqual([]);
        clock.pass(10_000);
        other.clock.pass(10_000);
        if (beats % 5 === 1) clock.step(beats % 2 === 0 ? HOUR_MS : -HOUR_MS);
        if (beats % 5 === 3) other.clock.step(beats % 2 === 0 ? -HOUR_MS : HOUR_MS);
      }
    },
  );

  it('is gone when it has said nothing for a minute of here, whatever steps', async () => {
    const other = await elsewhere();
    const here = await open(clock);
    clock.step(HOUR_MS);
    expect(await here.adopt()).toEqual([]);
    clock.step(-2 * HOUR_MS);
    clock.pass(60_000);
    expect(await here.adopt()).toEqual([]);
    clock.pass(1);
    expect(await here.adopt()).toEqual([{ folder: other.it.folder, bytes: 0 }]);
  });
});

describe('a process that was held up', () => {
  const held = async () => {
    const settings = journalSettings({ directory });
    const files = await FileJournal.open(settings, clock);
    const append = () => files.append([encodeCall(aCall())]);
    await append();
    return { files, append };
  };

  it('writes nothing into a journal that another one took over meanwhile', async () => {
    const { files, append } = await held();
    await ownFromElsewhere(files.folder);
    clock.pass(31_000);
    await expect(append()).rejects.toThrow('another process took this journal over');
    expect(files.obstacle(1)).toMatch('another process took its journal over');
    await files.close();
  });

  it.each([31_000, HOUR_MS])('goes on after %d ms where nobody did', async (milliseconds) => {
    const { files, append } = await held();
    clock.pass(milliseconds);
    await append();
    clock.step(-milliseconds);
    await append();
    expect(files.pending).toBe(3);
    expect(files.obstacle(1)).toBeUndefined();
    expect(
      (await readFile(segmentPath(files.folder, 1), 'latin1')).split('call-settled'),
    ).toHaveLength(4);
    await files.close();
  });
});
