import fc from 'fast-check';
import { ServerSentEvents } from './server-sent-events.js';

function read(...pieces: Uint8Array[]): string[] {
  const events = new ServerSentEvents('test');
  return [...pieces.flatMap((it) => [...events.feed(it)]), ...events.end()];
}

describe('ServerSentEvents', () => {
  const wire = [
    '\uFEFFdata: {"text":"héllo"}',
    '',
    ': a comment between events',
    'event: message',
    'id: 7',
    'retry: 10',
    'data: first line',
    'data:second line 👩‍👩‍👧',
    '',
    'unknown: field',
    'data',
    '',
    'data: [DONE]',
    '',
    '',
  ];
  const expected = ['{"text":"héllo"}', 'first line\nsecond line 👩‍👩‍👧', '', '[DONE]'];

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads the same events wherever the bytes are cut, with %s', (_name, lineEnd) => {
    const bytes = Buffer.from(wire.join(lineEnd));
    expect(read(bytes)).toEqual(expected);
    for (let at = 0; at <= bytes.length; at++) {
      expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(expected);
    }
    expect(read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('reads what was written, for any text and any cuts', () => {
    const payload = fc.string({ unit: 'grapheme', minLength: 1 }).map((it) => JSON.stringify(it));
    fc.assert(
      fc.property(fc.array(payload), fc.array(fc.nat()), (payloads, cuts) => {
        const bytes = Buffer.from(payloads.map((it) => `data: ${it}\n\n`).join(''));
        const offsets = cuts.map((it) => it % (bytes.length + 1)).sort((a, b) => a - b);
        const pieces = [...offsets, bytes.length].map((end, index) =>
          bytes.subarray(offsets[index - 1] ?? 0, end),
        );
        expect(read(...pieces)).toEqual(payloads);
      }),
    );
  });

  it('counts a last event whose closing blank line is missing', () => {
    expect(read(Buffer.from('data: one\n\ndata: [DONE]'))).toEqual(['one', '[DONE]']);
    expect(read(Buffer.from('data: one\n\n: bye'))).toEqual(['one']);
  });

  it.each([
    ['one line', ['data: ', 'x'.repeat(60), 'x'.repeat(60)]],
    ['many lines', Array.from({ length: 30 }, () => 'data: 12345\n')],
  ])('refuses an event of %s that is longer than the limit', (_name, pieces) => {
    const events = new ServerSentEvents('test', 100);
    expect(() => pieces.forEach((it) => events.feed(Buffer.from(it)))).toThrow(
      'an event of its stream is longer than 100 characters',
    );
  });
});
