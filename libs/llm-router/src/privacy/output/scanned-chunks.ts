import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import { isContent } from '../../contracts/reply-part.js';
import { ChannelledChunks } from '../channelled-chunks.js';
import type { AnswerScan } from './answer-scan.js';
import { ScannedJson } from './scanned-json.js';
import { ScannedText } from './scanned-text.js';

/** A reply without what is found in it. Its wire text may say more than its parts, and is left out. */
export function scannedChunks(
  chunks: AsyncIterable<ReplyChunk>,
  scan: AnswerScan,
  textIsJson: boolean,
): AsyncIterableIterator<ReplyChunk> {
  return new ChannelledChunks(withoutWire(chunks), ({ type }) =>
    type === 'tool-call' || (type === 'text' && textIsJson)
      ? new ScannedJson(scan)
      : new ScannedText(scan),
  );
}

function withoutWire(chunks: AsyncIterable<ReplyChunk>): AsyncIterableIterator<ReplyChunk> {
  const inner = chunks[Symbol.asyncIterator]();
  const outer: AsyncIterableIterator<ReplyChunk> = {
    next: async () => {
      const result = await inner.next();
      if (result.done) return { done: true, value: undefined };
      const { wire: _wire, ...rest } = result.value;
      return { done: false, value: rest };
    },
    return: async () => {
      await inner.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}

/** The same reply once some of its content is there: what fails until then fails before anything is told. */
export async function begun(
  chunks: AsyncIterableIterator<ReplyChunk>,
): Promise<AsyncIterableIterator<ReplyChunk>> {
  const early: ReplyChunk[] = [];
  while (!early.at(-1)?.parts.some(isContent)) {
    const result = await chunks.next();
    if (result.done) break;
    early.push(result.value);
  }
  const outer: AsyncIterableIterator<ReplyChunk> = {
    next: async () => {
      const value = early.shift();
      return value === undefined ? chunks.next() : { done: false, value };
    },
    return: async () => {
      await chunks.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => outer,
  };
  return outer;
}
