import type { FileHandle } from 'node:fs/promises';
import { fdatasync, write } from 'node:fs';
import type { Position } from './position.js';
import { createSegment, SEGMENT_HEAD_BYTES } from './segment-file.js';

interface Segment {
  readonly number: number;
  readonly file: FileHandle;
}

/**
 * Files that are only ever written to at their end. The next one is laid out while the current one fills, so that a disk
 * that is full is known of before anything has to be written to it.
 */
export class SegmentedLog {
  private current: Segment;
  private offset = SEGMENT_HEAD_BYTES;
  private spare: Segment | undefined;
  private laying: Promise<void> | undefined;
  private problem: Error | undefined;
  private last = 0;
  private lastTurn: Promise<void> = Promise.resolve();
  /** Bytes in the segments behind the current one, by their numbers. */
  private readonly closed = new Map<number, number>();
  private closedBytes = 0;

  private constructor(
    private readonly folder: string,
    private readonly segmentBytes: number,
    private readonly synced: boolean,
  ) {}

  /** Throws where the folder cannot be written to. */
  static async open(folder: string, segmentBytes: number, synced: boolean): Promise<SegmentedLog> {
    const log = new SegmentedLog(folder, segmentBytes, synced);
    log.current = await log.create();
    log.layOut();
    return log;
  }

  /** Behind the last record that is safe. */
  get end(): Position {
    return { segment: this.current.number, offset: this.offset };
  }

  /** Bytes of records that are on the disk. */
  get usedBytes(): number {
    return this.closedBytes + this.offset;
  }

  /** Bytes that can be written whatever the disk says; Infinity while nothing speaks against more. */
  get certainBytes(): number {
    if (this.problem === undefined) return Infinity;
    return Math.max(0, this.segmentBytes - this.offset) + (this.spare ? this.segmentBytes : 0);
  }

  /** Why no further segment could be laid out, or written to. */
  get failure(): Error | undefined {
    return this.problem;
  }

  /** Tries again to lay out the next segment. */
  retry(): void {
    if (this.spare === undefined) this.layOut();
    else this.problem = undefined;
  }

  /**
   * Resolves once the bytes are safe; who comes meanwhile has to wait. A segment that fails is left for the next one: what a disk
   * reports once, it may not report again. Rejects where that one fails too.
   */
  append(bytes: Buffer): Promise<void> {
    return this.inTurn(() => this.appendNow(bytes));
  }

  /** What is appended from now on goes to another segment. Rejects where none can be laid out. */
  roll(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.isEmpty) await this.rotate();
    });
  }

  /** Whether the current segment holds no records. */
  get isEmpty(): boolean {
    return this.offset === SEGMENT_HEAD_BYTES;
  }

  /** The file is gone, and its bytes with it. */
  released(segment: number): void {
    this.closedBytes -= this.closed.get(segment) ?? 0;
    this.closed.delete(segment);
  }

  async close(): Promise<void> {
    await this.inTurn(async () => this.laying);
    await this.current.file.close();
    await this.spare?.file.close();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.lastTurn.then(work);
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }

  private async appendNow(bytes: Buffer): Promise<void> {
    if (this.offset + bytes.length > this.segmentBytes && !this.isEmpty) {
      await this.rotate();
    }
    try {
      await this.write(bytes);
    } catch (error) {
      this.problem = asError(error);
      await this.rotate();
      await this.write(bytes);
    }
    this.offset += bytes.length;
  }

  private async write(bytes: Buffer): Promise<void> {
    const { fd } = this.current.file;
    await new Promise<void>((resolve, reject) => {
      const ended = (error: Error | null): void => (error === null ? resolve() : reject(error));
      write(fd, bytes, 0, bytes.length, this.offset, (error, written) => {
        if (error !== null) reject(error);
        else if (written < bytes.length) reject(new Error('The disk took only a part.'));
        else if (this.synced) fdatasync(fd, ended);
        else resolve();
      });
    });
  }

  private async rotate(): Promise<void> {
    await this.laying;
    const next = this.spare ?? (await this.create());
    this.spare = undefined;
    this.closed.set(this.current.number, this.offset);
    this.closedBytes += this.offset;
    // It may be the file that failed.
    await this.current.file.close().catch(() => undefined);
    this.current = next;
    this.offset = SEGMENT_HEAD_BYTES;
    this.layOut();
  }

  private layOut(): void {
    this.laying ??= this.create()
      .then(
        (segment) => {
          this.spare = segment;
          this.problem = undefined;
        },
        (error: unknown) => {
          this.problem = asError(error);
        },
      )
      .finally(() => {
        this.laying = undefined;
      });
  }

  /** One that could not be laid out is tried again under its own number: what is left of it is written over. */
  private async create(): Promise<Segment> {
    const number = this.last + 1;
    const file = await createSegment(this.folder, number, this.segmentBytes);
    this.last = number;
    return { number, file };
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
