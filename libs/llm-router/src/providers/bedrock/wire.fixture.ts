import { crc32 } from 'node:zlib';

/**
 * Wire texts in the shape of the "Amazon Bedrock Runtime" API reference, `Converse` and `ConverseStream`, and frames as
 * the "Event stream encoding" page of Amazon Transcribe's guide and smithy.io describe `vnd.amazon.eventstream`.
 */

export const DOCUMENT = {
  metrics: { latencyMs: 1275 },
  output: {
    message: { role: 'assistant', content: [{ text: 'Hi! I am Claude.' }] },
  },
  stopReason: 'end_turn',
  usage: {
    inputTokens: 125,
    outputTokens: 60,
    totalTokens: 215,
    cacheReadInputTokens: 20,
    cacheWriteInputTokens: 10,
    cacheDetails: [
      { ttl: '1h', inputTokens: 4 },
      { ttl: '5m', inputTokens: 6 },
    ],
  },
  serviceTier: { type: 'flex' },
};

/** One member of the union that a stream is made of. */
export type WireEvent = Readonly<Record<string, unknown>>;

export const START: WireEvent = { messageStart: { role: 'assistant', p: 'abcd' } };

export const blockStart = (contentBlockIndex: number, toolUse: unknown): WireEvent => ({
  contentBlockStart: { contentBlockIndex, start: { toolUse } },
});

export const blockDelta = (contentBlockIndex: number, delta: unknown): WireEvent => ({
  contentBlockDelta: { contentBlockIndex, delta },
});

export const blockStop = (contentBlockIndex: number): WireEvent => ({
  contentBlockStop: { contentBlockIndex },
});

export const messageStop = (stopReason: string): WireEvent => ({ messageStop: { stopReason } });

export const METADATA: WireEvent = {
  metadata: {
    usage: { inputTokens: 47, outputTokens: 20, totalTokens: 67 },
    metrics: {},
    serviceTier: { type: 'priority' },
  },
};

export const HELLO: readonly WireEvent[] = [
  START,
  blockDelta(0, { text: 'Grüß' }),
  blockDelta(0, { text: ' dich 🌍' }),
  blockStop(0),
  messageStop('end_turn'),
  METADATA,
];

export function stream(...events: readonly WireEvent[]): Buffer {
  return Buffer.concat(
    events.flatMap((event) =>
      Object.entries(event).map(([name, payload]) =>
        /exception$/i.test(name)
          ? frame({ ':message-type': 'exception', ':exception-type': name }, payload)
          : frame({ ':message-type': 'event', ':event-type': name }, payload),
      ),
    ),
  );
}

/** Written by hand, and not by the codec that reads it. */
export function frame(headers: Readonly<Record<string, string>>, payload: unknown): Buffer {
  const names = Buffer.concat(
    Object.entries({ ':content-type': 'application/json', ...headers }).map(([name, value]) => {
      const text = Buffer.from(value);
      const lengths = Buffer.alloc(3);
      lengths.writeUInt8(7);
      lengths.writeUInt16BE(text.length, 1);
      return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), lengths, text]);
    }),
  );
  const body = payload === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + names.length + body.length);
  prelude.writeUInt32BE(names.length, 4);
  const head = Buffer.concat([prelude, checksum(prelude), names, body]);
  return Buffer.concat([head, checksum(head)]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes) >>> 0);
  return sum;
}
