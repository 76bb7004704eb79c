import type { IncomingMessage } from 'node:http';

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Hands over the whole body as text, or undefined when it is too large; nothing when the client goes half-way. */
export function readBody(request: IncomingMessage, done: (text: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on('error', () => undefined);
  request.on('end', () => {
    if (size > MAX_BODY_BYTES) return done(undefined);
    const [first] = chunks;
    done(chunks.length === 1 && first ? first.toString() : Buffer.concat(chunks).toString());
  });
}
