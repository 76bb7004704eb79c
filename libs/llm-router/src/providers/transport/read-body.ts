import { protocolBroken } from '../upstream-failure.js';
import type { ResponseBody } from './response-body.js';

/** Most bytes that a JSON document may have: 64 MiB. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** What is read of an error's text. */
const MAX_FAILURE_BYTES = 64 * 1024;

/** The whole text. Throws `protocol_broken` and closes the socket where it is longer than `maxBytes`. */
export async function readDocument(
  body: ResponseBody,
  provider: string,
  maxBytes = MAX_DOCUMENT_BYTES,
): Promise<string> {
  const { text, complete } = await read(body, maxBytes);
  if (!complete) throw protocolBroken(provider, `its answer is longer than ${maxBytes} bytes`);
  return text;
}

/** The beginning of an error's text; the rest is left unread. */
export async function readFailure(body: ResponseBody): Promise<string> {
  return (await read(body, MAX_FAILURE_BYTES)).text;
}

async function read(
  body: ResponseBody,
  maxBytes: number,
): Promise<{ text: string; complete: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) break;
  }
  const [only] = chunks;
  const whole = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, bytes);
  return {
    text: new TextDecoder().decode(whole.subarray(0, maxBytes)),
    complete: bytes <= maxBytes,
  };
}
