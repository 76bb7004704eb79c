import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contracts/clock.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { FileJournal } from './file-journal.js';
import { beat, isLeft, owns, takeFolder } from './folder-lock.js';
import type { JournalSettings } from './journal-options.js';
import { type ProcessIdentity, thisProcess } from './process-identity.js';
import { segmentsIn, trimSegment } from './segment-file.js';
import { SegmentedLog } from './segmented-log.js';

/** Time, process and a few random letters: no two processes choose the same. */
const FOLDER = /^[0-9a-z]+-\d+-[0-9a-f]{8}$/;

/** A journal that its process left behind. */
export interface LeftFolder {
  readonly folder: string;
  /** Bytes of records in it. */
  readonly bytes: number;
}

/** The journals of all processes of a machine: one folder each. */
export class JournalDirectory {
  private readonly taken = new Set<string>();

  private constructor(
    private readonly settings: JournalSettings,
    private readonly clock: Clock,
    private readonly owner: ProcessIdentity,
    /** That of this process. */
    readonly folder: string,
    readonly journal: FileJournal,
  ) {}

  /** Throws a `ConfigurationError` where the directory cannot be written to. */
  static async open(settings: JournalSettings, clock: Clock): Promise<JournalDirectory> {
    const owner = thisProcess();
    const name = `${clock.now().toString(36)}-${owner.pid}-${randomBytes(4).toString('hex')}`;
    const folder = join(settings.directory, name);
    try {
      await mkdir(folder, { recursive: true });
      await takeFolder(folder, owner);
      const log = await SegmentedLog.open(
        folder,
        settings.segmentBytes,
        settings.sync === 'always',
      );
      const journal = new FileJournal(log, settings, clock);
      return new JournalDirectory(settings, clock, owner, folder, journal);
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      throw new ConfigurationError(
        `journal.directory: ${settings.directory} cannot be written to: ${(error as Error).message}.`,
      );
    }
  }

  /** Takes over the journals that nobody writes to any more, oldest first. */
  async adopt(): Promise<LeftFolder[]> {
    const { directory } = this.settings;
    const found: LeftFolder[] = [];
    for (const name of (await readdir(directory)).filter((it) => FOLDER.test(it)).sort()) {
      const folder = join(directory, name);
      if (folder === this.folder || this.taken.has(folder)) continue;
      if (!(await isLeft(folder, this.clock.now()))) continue;
      const bytes = await this.take(folder).catch(ignoreMissing);
      if (bytes !== undefined) found.push({ folder, bytes });
    }
    return found;
  }

  /** A journal that was taken over is done with. */
  forget(folder: string): void {
    this.taken.delete(folder);
  }

  /** Says to other machines that this process lives. */
  async beat(): Promise<void> {
    const at = new Date(this.clock.now());
    for (const folder of [this.folder, ...this.taken]) await beat(folder, at);
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
}

/** Somebody else was faster. */
function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
