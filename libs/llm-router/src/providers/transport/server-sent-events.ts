import { createParser } from 'eventsource-parser';
import { protocolBroken } from '../upstream-failure.js';

/** Most characters of one event: room for a generated image, none for a stream that never ends a line. */
export const MAX_EVENT_LENGTH = 16 * 1024 * 1024;

/** Bytes to the payloads of server-sent events (WHATWG HTML, 9.2), wherever the bytes are cut. */
export class ServerSentEvents {
  private readonly decoder = new TextDecoder();
  private payloads: string[] = [];
  private tooLong = false;
  private readonly parser;

  constructor(
    private readonly provider: string,
    private readonly maxLength = MAX_EVENT_LENGTH,
  ) {
    this.parser = createParser({
      maxBufferSize: maxLength,
      onEvent: (event) => this.payloads.push(event.data),
      onError: (error) => {
        this.tooLong ||= error.type === 'max-buffer-size-exceeded';
      },
    });
  }

  /** The events that these bytes complete. Throws `protocol_broken` for an event that is too long. */
  feed(bytes: Uint8Array): readonly string[] {
    return this.take(this.decoder.decode(bytes, { stream: true }));
  }

  /** The event that the stream ended in, where only its closing blank line is missing. */
  end(): readonly string[] {
    return this.take(`${this.decoder.decode()}\n\n`);
  }

  private take(text: string): readonly string[] {
    this.parser.feed(text);
    if (this.tooLong) {
      throw protocolBroken(
        this.provider,
        `an event of its stream is longer than ${this.maxLength} characters`,
      );
    }
    const { payloads } = this;
    this.payloads = [];
    return payloads;
  }
}
