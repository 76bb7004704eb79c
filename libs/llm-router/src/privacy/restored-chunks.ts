import type { ReplyChunk } from '../contracts/reply-chunk.js';
import { ChannelledChunks } from './channelled-chunks.js';
import { TokenScanner } from './token-scanner.js';
import type { Vault } from './vault.js';

/**
 * A reply with the values put back, in every text of it and across any split. Arguments of tools are JSON; `textIsJson`:
 * so is the text of the answer. Chunks in which nothing is put back pass as they are.
 */
export function restoredChunks(
  chunks: AsyncIterable<ReplyChunk>,
  vault: Vault,
  textIsJson: boolean,
): AsyncIterableIterator<ReplyChunk> {
  return new ChannelledChunks(chunks, ({ type }) => {
    const isJson = type === 'tool-call' || (type === 'text' && textIsJson);
    return new TokenScanner(vault, isJson);
  });
}
