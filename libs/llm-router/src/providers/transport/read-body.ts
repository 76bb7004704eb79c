import { protocolBroken } from '../upstream-failure.js';
import type { AnswerBody } from './answer-body.js';

/** Most bytes that a JSON document may have: 64 MiB. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** What is read of an error's text. */
const MAX_FAILURE_BYTES = 64 * 1024;

/** The whole text. Throws `protocol_broken` and closes the socket where it is longer than `maxBytes`. */
export async function readDocument(
  body: AnswerBody,
  provider: string,
  maxBytes = MAX_DOCUMENT_BYTES,
): Promise<string> {
  const { chunks, bytes } = await read(body, maxBytes);
  if (bytes > maxBytes) {
    throw protocolBroken(provider, `its answer is longer than ${maxBytes} bytes`);
  }
  return textOf(chunks, bytes);
}

/** The beginning of an error's text; the rest is left unread. */
export async function readFailure(body: AnswerBody): Promise<string> {
  const { chunks, bytes } = await read(body, MAX_FAILURE_BYTES);
  return textOf(chunks, bytes).slice(0, MAX_FAILURE_BYTES);
}

interface ReadBytes {
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
}

/** Reads until there is more than `maxBytes`. */
async function read(body: AnswerBody, maxBytes: number): Promise<ReadBytes> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) break;
  }
  return { chunks, bytes };
}

function textOf(chunks: readonly Buffer[], bytes: number): string {
  const [only] = chunks;
  const whole = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, bytes);
  return new TextDecoder().decode(whole);
}
