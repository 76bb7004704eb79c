import { once } from 'node:events';
import type { Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
} from 'node:zlib';
import { protocolBroken } from '../upstream-failure.js';
import type { AnswerBody } from './answer-body.js';

/** Most bytes that a compressed answer may become: 64 MiB. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

const FLUSHED = { flush: constants.Z_SYNC_FLUSH };

/** By the first byte, as some servers send `deflate` without the zlib header that it should have (RFC 9110, 8.4.1.2). */
const DECODERS: Readonly<Record<string, (first: number) => Transform>> = {
  gzip: () => createGunzip(FLUSHED),
  'x-gzip': () => createGunzip(FLUSHED),
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate(FLUSHED) : createInflateRaw(FLUSHED)),
  br: () => createBrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
};

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** The answer as it was before the server compressed it. Throws `protocol_broken` for an encoding that is unknown. */
export function inflated(
  body: AnswerBody,
  encoding: string | undefined,
  provider: string,
  maxBytes = MAX_INFLATED_BYTES,
): AnswerBody {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  const createDecoder = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (createDecoder !== undefined) return new InflatedBody(body, createDecoder, provider, maxBytes);
  throw protocolBroken(provider, 'its answer is compressed in a way that nobody asked for');
}

/** Inflates piece by piece, as fast as it is read and no faster, up to a limit: a few bytes may stand for gigabytes. */
class InflatedBody implements AnswerBody {
  private readonly pieces: AsyncGenerator<Buffer, undefined>;
  private inflatedBytes = 0;
  private left = false;

  constructor(
    private readonly body: AnswerBody,
    private readonly createDecoder: (first: number) => Transform,
    private readonly provider: string,
    private readonly maxBytes: number,
  ) {
    this.pieces = this.inflate();
  }

  async next(): Promise<IteratorResult<Buffer, undefined>> {
    if (this.left) return END;
    const { done, value } = await this.pieces.next();
    if (done) return END;
    this.inflatedBytes += value.length;
    if (this.inflatedBytes <= this.maxBytes) return { done: false, value };
    void this.return();
    throw protocolBroken(this.provider, `its answer inflates to more than ${this.maxBytes} bytes`);
  }

  /** The generator may be waiting for bytes that never come, so the socket is closed first. */
  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.left = true;
    await this.body.return();
    await this.pieces.return(undefined);
    return END;
  }

  discard(): void {
    this.left = true;
    this.body.discard();
    void this.pieces.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async *inflate(): AsyncGenerator<Buffer, undefined> {
    const { done, value } = await this.body.next();
    if (done) return;
    const decoder = this.createDecoder(value[0] ?? 0);
    const fed = this.feed(decoder, value);
    try {
      for await (const piece of decoder) yield piece as Buffer;
      await fed;
    } catch (error) {
      throw isZlibError(error) ? this.broken() : error;
    } finally {
      decoder.destroy();
      void this.body.return();
    }
  }

  /** What the socket's own failure was is told by whoever reads the decoder. */
  private async feed(decoder: Transform, first: Buffer): Promise<void> {
    try {
      for (let piece: Buffer | undefined = first; piece !== undefined;) {
        if (!decoder.write(piece)) await once(decoder, 'drain');
        const { done, value }: IteratorResult<Buffer, undefined> = await this.body.next();
        piece = done ? undefined : value;
      }
      decoder.end();
    } catch (error) {
      decoder.destroy(error as Error);
    }
  }

  private broken(): Error {
    return protocolBroken(this.provider, 'its compressed answer is damaged');
  }
}

function isZlibError(error: unknown): boolean {
  return /^(Z|ERR)_/.test((error as NodeJS.ErrnoException).code ?? '');
}
