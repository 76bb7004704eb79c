import { crc32 } from 'node:zlib';

/** Four bytes that no UTF-8 text holds, so that the next record is found behind a damaged one. */
const MARK = Buffer.from([0xf5, 0xc0, 0xfe, 0x4c]);
/** The mark, the payload's length and its CRC-32, four bytes each, least significant byte first. */
const HEAD_BYTES = 12;
const FIRST_CAPACITY = 65_536;
const PIECE = Buffer.alloc(4_096);

/** Records on their way into a journal, in one piece of memory that is used again. */
export class FrameBatch {
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private used = 0;

  add(payload: string): void {
    const length = Buffer.byteLength(payload);
    const start = this.used + HEAD_BYTES;
    this.reserve(start + length);
    const { buffer } = this;
    buffer.set(MARK, this.used);
    buffer.writeUInt32LE(length, this.used + 4);
    buffer.write(payload, start, length);
    buffer.writeUInt32LE(crc32(buffer.subarray(start, start + length)), this.used + 8);
    this.used = start + length;
  }

  /** What was added since the last `clear()`; true until the next `add()` or `clear()`. */
  get bytes(): Buffer {
    return this.buffer.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
  }

  private reserve(bytes: number): void {
    if (bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.used);
    this.buffer = larger;
  }
}

/**
 * What a stretch of a journal holds. `damage`: no record, but there are records behind it. `torn`: no record, and none
 * follows: a write that did not finish. `start` and `end` are offsets into the bytes that were scanned.
 */
export type Scanned =
  | {
      readonly kind: 'record';
      readonly payload: Buffer;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'damage' | 'torn'; readonly start: number; readonly end: number };

/** Reads records one behind the other. Zeros to the end are the rest of a file that was laid out in advance. */
export function* scanFrames(bytes: Buffer): Generator<Scanned, void, undefined> {
  let at = 0;
  while (at < bytes.length) {
    const frame = frameAt(bytes, at);
    if (frame !== undefined) {
      yield frame;
      at = frame.end;
      continue;
    }
    const next = nextFrame(bytes, at + 1);
    if (next === undefined) {
      const end = contentLength(bytes, at);
      if (end > at) yield { kind: 'torn', start: at, end };
      return;
    }
    yield { kind: 'damage', start: at, end: next };
    at = next;
  }
}

function frameAt(bytes: Buffer, start: number): Extract<Scanned, { kind: 'record' }> | undefined {
  if (bytes.length < start + HEAD_BYTES || bytes.compare(MARK, 0, 4, start, start + 4) !== 0) {
    return undefined;
  }
  const from = start + HEAD_BYTES;
  const end = from + bytes.readUInt32LE(start + 4);
  if (end > bytes.length) return undefined;
  const payload = bytes.subarray(from, end);
  return crc32(payload) === bytes.readUInt32LE(start + 8)
    ? { kind: 'record', payload, start, end }
    : undefined;
}

function nextFrame(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(MARK, from); at >= 0; at = bytes.indexOf(MARK, at + 1)) {
    if (frameAt(bytes, at) !== undefined) return at;
  }
  return undefined;
}

/** The length without the zeros at the end. */
export function contentLength(bytes: Buffer, least = 0): number {
  let end = bytes.length;
  while (
    end - PIECE.length >= least &&
    bytes.compare(PIECE, 0, PIECE.length, end - PIECE.length, end) === 0
  ) {
    end -= PIECE.length;
  }
  while (end > least && bytes[end - 1] === 0) end--;
  return end;
}
