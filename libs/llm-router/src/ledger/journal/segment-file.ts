import { type FileHandle, open, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { contentLength } from './frames.js';

/** What begins a segment: eight letters, the format's version, four bytes that are not used. */
export const SEGMENT_HEAD_BYTES = 16;

const LETTERS = 'LLMLEDGR';
const VERSION = 1;
const NAME = /^(\d{8})\.journal$/;
const PIECE = Buffer.alloc(262_144);

/** The journal was written by a newer program, which knows how to read it. */
export class UnknownSegmentVersion extends Error {
  constructor(path: string, version: number) {
    super(`${path} has version ${version} of the journal's format, this program reads ${VERSION}.`);
  }
}

export function segmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(8, '0')}.journal`);
}

/** Numbers of the segments in a folder, oldest first. */
export async function segmentsIn(folder: string): Promise<number[]> {
  return (await readdir(folder))
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Creates a segment at its full size, so that what is written into it later finds its place on the disk, and syncing
 * that need not wait for the file system's own records.
 */
export async function createSegment(
  folder: string,
  segment: number,
  bytes: number,
): Promise<FileHandle> {
  const file = await open(segmentPath(folder, segment), 'w');
  try {
    for (let at = 0; at < bytes; at += PIECE.length) {
      await file.write(PIECE, 0, Math.min(PIECE.length, bytes - at), at);
    }
    await file.write(segmentHead(), 0, SEGMENT_HEAD_BYTES, 0);
    await file.sync();
    await syncFolder(folder);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * The bytes of a segment from an offset, up to `end` or to the end of the file. Throws `UnknownSegmentVersion`; where the
 * head itself is damaged, what follows is read all the same.
 */
export async function readSegment(
  folder: string,
  { segment, offset }: { segment: number; offset: number },
  end?: number,
): Promise<Buffer> {
  const path = segmentPath(folder, segment);
  const file = await open(path, 'r');
  try {
    const size = end ?? (await file.stat()).size;
    if (offset <= SEGMENT_HEAD_BYTES) await checkHead(file, path);
    const bytes = Buffer.allocUnsafe(Math.max(0, size - offset));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await file.read(bytes, read, bytes.length - read, offset + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}

/** Cuts off what was laid out and never written; returns the bytes that are left. */
export async function trimSegment(folder: string, segment: number): Promise<number> {
  const bytes = await readSegment(folder, { segment, offset: 0 });
  const end = Math.max(SEGMENT_HEAD_BYTES, contentLength(bytes));
  if (end < bytes.length) await truncate(segmentPath(folder, segment), end);
  return end;
}

/** Makes the names in a folder survive a loss of power, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  if (handle === undefined) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function segmentHead(): Buffer {
  const head = Buffer.alloc(SEGMENT_HEAD_BYTES);
  head.write(LETTERS, 'latin1');
  head.writeUInt32LE(VERSION, LETTERS.length);
  return head;
}

async function checkHead(file: FileHandle, path: string): Promise<void> {
  const head = Buffer.alloc(SEGMENT_HEAD_BYTES);
  await file.read(head, 0, SEGMENT_HEAD_BYTES, 0);
  const version = head.readUInt32LE(LETTERS.length);
  if (head.toString('latin1', 0, LETTERS.length) === LETTERS && version > VERSION) {
    throw new UnknownSegmentVersion(path, version);
  }
}
