import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contracts/clock.js';
import { beat, ownerOf, owns, takeFolder } from './folder-lock.js';
import { type ProcessIdentity, thisProcess } from './process-identity.js';
import { segmentsIn, trimSegment } from './segment-file.js';
import { BEAT_MS, SignsOfLife } from './signs-of-life.js';

/** Time, process and a few random letters: no two processes choose the same. */
const FOLDER = /^[0-9a-z]+-\d+-[0-9a-f]{8}$/;
/** Who has said nothing for this long looks first whether others took it for gone. */
const LATE_MS = 3 * BEAT_MS;

/** A journal that its process left behind. */
export interface LeftFolder {
  readonly folder: string;
  /** Bytes of records in it. */
  readonly bytes: number;
}

/** The journals of all processes of a machine: one folder each. */
export class JournalDirectory {
  private readonly taken = new Set<string>();
  private readonly signs = new SignsOfLife();
  private lastBeat: { readonly monotonic: number; readonly now: number };
  private lost = false;

  private constructor(
    private readonly path: string,
    private readonly clock: Clock,
    private readonly owner: ProcessIdentity,
    /** That of this process. */
    readonly folder: string,
  ) {
    this.lastBeat = this.times();
  }

  /** Makes a folder for this process. Rejects where the directory cannot be written to. */
  static async open(path: string, clock: Clock): Promise<JournalDirectory> {
    const owner = thisProcess();
    const name = `${clock.now().toString(36)}-${owner.pid}-${randomBytes(4).toString('hex')}`;
    const folder = join(path, name);
    await mkdir(folder, { recursive: true });
    await takeFolder(folder, owner);
    return new JournalDirectory(path, clock, owner, folder);
  }

  /** Takes over the journals that nobody writes to any more, oldest first. */
  async adopt(): Promise<LeftFolder[]> {
    const found: LeftFolder[] = [];
    const names = (await readdir(this.path)).filter((it) => FOLDER.test(it)).sort();
    const folders = names.map((name) => join(this.path, name));
    this.signs.keep(new Set(folders));
    for (const folder of folders) {
      if (folder === this.folder || this.taken.has(folder)) continue;
      if (!(await this.isLeft(folder))) continue;
      const bytes = await this.take(folder).catch(ignoreMissing);
      if (bytes !== undefined) found.push({ folder, bytes });
    }
    return found;
  }

  /** A journal that was taken over is done with. */
  forget(folder: string): void {
    this.taken.delete(folder);
  }

  /** Whether another process took this one for gone, and has its journal now. */
  get isLost(): boolean {
    return this.lost;
  }

  /** Whether this process was held up for so long that others may have taken it for gone. A step of the clock may look like it. */
  get isLate(): boolean {
    const { monotonic, now } = this.times();
    const { lastBeat } = this;
    return monotonic - lastBeat.monotonic > LATE_MS || Math.abs(now - lastBeat.now) > LATE_MS;
  }

  /** Says to other machines and containers that this process lives. Rejects where one of them took it for gone. */
  async beat(): Promise<void> {
    const times = this.times();
    this.lost = !(await owns(this.folder, this.owner));
    if (this.lost) {
      throw new Error('another process took this journal over while this one was held up');
    }
    for (const folder of [this.folder, ...this.taken]) await beat(folder, new Date(times.now));
    this.lastBeat = times;
  }

  /** Nothing of this process's own is left. */
  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Gone is whose process is; where that cannot be seen from here, who has said nothing for a minute. */
  private async isLeft(folder: string): Promise<boolean> {
    const owner = await ownerOf(folder).catch(() => true);
    if (typeof owner === 'boolean') return !owner;
    return this.signs.isSilent(folder, owner.sign, this.clock.monotonic());
  }

  private async take(folder: string): Promise<number | undefined> {
    await takeFolder(folder, this.owner);
    if (!(await owns(folder, this.owner))) return undefined;
    this.taken.add(folder);
    let bytes = 0;
    for (const segment of await segmentsIn(folder)) {
      // What is wrong with it is told by whoever reads it.
      bytes += await trimSegment(folder, segment).catch(() => 0);
    }
    return bytes;
  }

  private times() {
    return { monotonic: this.clock.monotonic(), now: this.clock.now() };
  }
}

/** Somebody else was faster. */
function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
