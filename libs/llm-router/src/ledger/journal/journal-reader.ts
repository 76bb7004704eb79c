import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CallSettled } from '../../contracts/router-event.js';
import { decodeCall } from './call-codec.js';
import { readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { type Scanned, scanFrames } from './frames.js';
import { type Position, reaches } from './position.js';
import { readSegment, SEGMENT_HEAD_BYTES, segmentPath, segmentsIn } from './segment-file.js';

/** Where segments go whose records could not all be read: beside the folders of the processes. */
const DAMAGED = 'damaged';

export interface JournalReaderOptions {
  readonly folder: string;
  /** Behind the last safe record of a journal that is being written to; left out: nobody writes to it any more. */
  readonly end?: () => Position;
  /** Told of what cannot be read, with file and offset. */
  readonly onUnreadable: (words: string, kind: 'damage' | 'torn') => void;
  /** Told of a segment whose file is gone. */
  readonly onReleased?: (segment: number) => void;
}

/** Reads a journal record by record, and lets go of what has been dealt with. */
export class JournalReader {
  private scanned: Iterator<Scanned> | undefined;
  /** What the scan's offsets count from. */
  private base = 0;
  private batch: readonly CallSettled[] = [];
  private readonly damaged = new Set<number>();

  private constructor(
    private readonly options: JournalReaderOptions,
    private at: Position,
    private oldest: number,
  ) {}

  /** Begins where the last reader had got to. */
  static async open(options: JournalReaderOptions): Promise<JournalReader> {
    const [first = 1] = await segmentsIn(options.folder);
    const beginning = { segment: first, offset: SEGMENT_HEAD_BYTES };
    const kept = await readCheckpoint(options.folder);
    const from = kept !== undefined && reaches(kept, beginning) ? kept : beginning;
    return new JournalReader(options, from, first);
  }

  /** Of a journal that has just been begun. */
  static ofNew(options: JournalReaderOptions): JournalReader {
    return new JournalReader(options, { segment: 1, offset: SEGMENT_HEAD_BYTES }, 1);
  }

  get folder(): string {
    return this.options.folder;
  }

  /** Behind what was read last. */
  get position(): Position {
    return this.at;
  }

  /** The oldest segment whose file is still there. */
  get first(): number {
    return this.oldest;
  }

  /** Whether there are segments that can be deleted. */
  get releasable(): boolean {
    return this.at.segment > this.oldest;
  }

  /** The next records; the same ones again until they are confirmed. None: there are no more by now. */
  async read(limit: number): Promise<readonly CallSettled[]> {
    if (this.batch.length > 0) return this.batch;
    const calls: CallSettled[] = [];
    while (calls.length < limit) {
      const call = this.take();
      if (call !== undefined) calls.push(call);
      else if (!(await this.load())) break;
    }
    this.batch = calls;
    return calls;
  }

  /** What was read last is in the database. */
  confirm(): void {
    this.batch = [];
  }

  /** Everything that was confirmed is in the database for good: writes that down, and deletes segments that are done. */
  async release(): Promise<void> {
    const { folder, onReleased } = this.options;
    await writeCheckpoint(folder, this.at);
    for (; this.oldest < this.at.segment; this.oldest++) {
      await this.discard(this.oldest);
      onReleased?.(this.oldest);
    }
  }

  /** The whole journal is in the database for good: deletes it. */
  async discardAll(): Promise<void> {
    for (const segment of this.damaged) await this.discard(segment);
    await rm(this.folder, { recursive: true, force: true });
  }

  private take(): CallSettled | undefined {
    for (let next = this.scanned?.next(); next && !next.done; next = this.scanned?.next()) {
      const it = next.value;
      const offset = this.base + it.start;
      this.at = { segment: this.at.segment, offset: this.base + it.end };
      if (it.kind !== 'record') {
        this.unreadable(it.kind, offset, it.end - it.start);
        continue;
      }
      try {
        return decodeCall(it.payload.toString('utf8'));
      } catch {
        this.unreadable('damage', offset, it.end - it.start);
      }
    }
    this.scanned = undefined;
    return undefined;
  }

  /** Reads on: in this segment, or in the next one. False: there is nothing more by now. */
  private async load(): Promise<boolean> {
    const { folder, end } = this.options;
    const limit = end?.();
    const live = limit?.segment === this.at.segment ? limit.offset : undefined;
    if (live !== undefined && this.at.offset >= live) return false;
    const bytes = await readSegment(folder, this.at, live).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    this.base = this.at.offset;
    const scanned = scanFrames(bytes);
    const first = scanned.next();
    if (!first.done) {
      this.scanned = chained(first.value, scanned);
      return true;
    }
    const next = (await segmentsIn(folder)).find((it) => it > this.at.segment);
    if (next === undefined) return false;
    this.at = { segment: next, offset: SEGMENT_HEAD_BYTES };
    return true;
  }

  private unreadable(kind: 'damage' | 'torn', offset: number, bytes: number): void {
    const path = segmentPath(this.folder, this.at.segment);
    const place = `${bytes} bytes at offset ${offset} of ${path}`;
    if (kind === 'damage') {
      this.damaged.add(this.at.segment);
      const words = `${place} are damaged and are skipped; the file will be kept in "${DAMAGED}".`;
      this.options.onUnreadable(words, kind);
    } else {
      const words = `${place} are what is left of a write that did not finish; they are cut off. No caller was told that it had.`;
      this.options.onUnreadable(words, kind);
    }
  }

  private async discard(segment: number): Promise<void> {
    const path = segmentPath(this.folder, segment);
    if (!this.damaged.has(segment)) return rm(path, { force: true });
    const place = join(dirname(this.folder), DAMAGED);
    await mkdir(place, { recursive: true });
    await rename(path, join(place, `${basename(this.folder)}-${basename(path)}`));
    this.damaged.delete(segment);
  }
}

function* chained(first: Scanned, rest: Iterable<Scanned>): Generator<Scanned, void, undefined> {
  yield first;
  yield* rest;
}
