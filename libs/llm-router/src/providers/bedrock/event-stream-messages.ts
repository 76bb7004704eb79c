import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { EventFraming } from '../reply-chunks.js';
import { protocolBroken } from '../upstream-failure.js';

type Message = ReturnType<EventStreamCodec['decode']>;

/** Most bytes of one message; AWS allows 24 MiB. */
const MAX_MESSAGE_BYTES = 24 * 1024 * 1024;
/** Two lengths, two checksums. */
const MIN_MESSAGE_BYTES = 16;

/**
 * Bytes to the messages of AWS's `application/vnd.amazon.eventstream`, wherever the bytes are cut. Each becomes the JSON
 * of the union that the API reference describes: `{"messageStart": {…}}`, `{"throttlingException": {…}}`.
 */
export class EventStreamMessages implements EventFraming {
  private readonly codec = new EventStreamCodec(
    (input) => (typeof input === 'string' ? input : Buffer.from(input).toString('utf8')),
    (text) => Buffer.from(text, 'utf8'),
  );
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly provider: string) {}

  feed(bytes: Uint8Array): readonly string[] {
    const buffer = this.rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.rest, bytes]);
    const payloads: string[] = [];
    let at = 0;
    while (buffer.length - at >= 4) {
      const length = buffer.readUInt32BE(at);
      if (length < MIN_MESSAGE_BYTES || length > MAX_MESSAGE_BYTES) throw this.broken();
      if (buffer.length - at < length) break;
      payloads.push(this.decode(buffer.subarray(at, at + length)));
      at += length;
    }
    this.rest = buffer.subarray(at);
    return payloads;
  }

  /** A message that was begun says nothing. */
  end(): readonly string[] {
    return [];
  }

  private decode(bytes: Buffer): string {
    let message: Message;
    try {
      message = this.codec.decode(bytes);
    } catch {
      throw this.broken();
    }
    const header = (name: string) => String(message.headers[name]?.value ?? '');
    if (header(':message-type') === 'error') {
      const error = { code: header(':error-code'), message: header(':error-message') };
      return JSON.stringify({ error });
    }
    const name = header(':event-type') || header(':exception-type');
    return `{${JSON.stringify(name)}:${Buffer.from(message.body).toString('utf8') || '{}'}}`;
  }

  private broken() {
    return protocolBroken(this.provider, 'its stream is no event stream of AWS');
  }
}
