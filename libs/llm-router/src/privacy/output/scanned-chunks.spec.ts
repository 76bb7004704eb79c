import fc from 'fast-check';
import type { CallFinding } from '../../contracts/call-finding.js';
import type { RedactDirective } from '../../contracts/directives.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { Reply } from '../../contracts/reply.js';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { asks, privacyUnder, promptOf, replyOf, SECRET, textOf } from '../protect.fixture.js';

/** What the caller gets of an answer in these pieces. */
async function answered(
  pieces: string[],
  redact: RedactDirective,
  exchange: Exchange = asks('Hi', { direction: 'output', ...redact }),
): Promise<string> {
  const { stage } = await privacyUnder({ redact: { secret: SECRET } });
  const { scan, restore } = await stage.protect(exchange);
  return textOf(restore(await scan(replyOf(...pieces))));
}

async function collect({ chunks }: Pick<Reply, 'chunks'>): Promise<ReplyChunk[]> {
  const all: ReplyChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

const of = (...parts: ReplyPart[]): Reply => ({
  ...replyOf(),
  chunks: (async function* () {
    for (const part of parts) {
      yield { parts: [part], wire: { dialect: 'openai-chat', form: 'event', data: '…' } as const };
    }
  })(),
});

it.each([
  ['mask', 'Write to **** now.'],
  ['pseudonymise', 'Write to **** now.'],
  ['synthesise', 'Write to **** now.'],
  ['remove', 'Write to  now.'],
  ['flag', 'Write to anna@example.com now.'],
] as const)('%s in an answer', async (action, expected) => {
  expect(await answered(['Write to an', 'na@exa', 'mple.com now.'], { action })).toBe(expected);
});

it('hashes in an answer as in a prompt', async () => {
  const hash = await answered(['anna@example.com'], { action: 'hash' });
  expect(hash).toMatch(/^\[EMAIL#[a-z2-7]{16}\]$/);
  const { stage } = await privacyUnder({ redact: { secret: SECRET } });
  const { exchange } = await stage.protect(asks('anna@example.com', { action: 'hash' }));
  expect(promptOf(exchange)).toBe(hash);
});

it('looks at answers only where it is told to', async () => {
  const text = 'anna@example.com';
  expect(await answered([text], {}, asks('Hi', { action: 'mask' }))).toBe(text);
  const { stage } = await privacyUnder();
  const { exchange } = await stage.protect(asks(text, { action: 'mask', direction: 'output' }));
  expect(promptOf(exchange)).toBe(text);
});

it.each(['pseudonymise', 'synthesise'] as const)(
  'leaves what is the caller’s own, and puts it back (%s)',
  async (action) => {
    const { stage } = await privacyUnder();
    const prompt = 'Call +1 212 456 7890 or mail anna@example.com';
    const { exchange, scan, restore } = await stage.protect(
      asks(prompt, { action, direction: 'both' }),
    );
    const echoed = `${promptOf(exchange)}, or bob@example.com`;
    for (const pieces of [[echoed], [...echoed]]) {
      expect(await textOf(restore(await scan(replyOf(...pieces))))).toBe(`${prompt}, or ****`);
    }
  },
);

it('tells what it found, and where', async () => {
  const found: CallFinding[] = [];
  const exchange = asks('anna@example.com', { direction: 'both', action: 'flag' }, { found });
  await answered(['Her card is 4012888888881881.'], {}, exchange);
  expect(found).toEqual([
    { direction: 'input', entity: 'email', action: 'flag', count: 1 },
    { direction: 'output', entity: 'card', action: 'flag', count: 1 },
  ]);
});

describe('a text that comes in pieces', () => {
  const word = fc.constantFrom(
    'anna@example.com',
    '4012 8888 8888 1881',
    '+44 20 7123 4567',
    'SSN: 123-45-6789',
    'plain words, ',
    'and a long sentence that says nothing of anybody at all. ',
    '\n',
    ' ',
  );

  it('loses all that it loses in one piece', async () => {
    const directive = { entities: ['email', 'card', 'phone', 'us-ssn'], action: 'mask' } as const;
    const { stage } = await privacyUnder();
    const through = async (pieces: string[]): Promise<string> => {
      const { scan } = await stage.protect(asks('Hi', { ...directive, direction: 'output' }));
      return textOf(await scan(replyOf(...pieces)));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (words, length) => {
          const text = words.join(' ');
          const pieces = text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? [];
          const split = await through(pieces);
          for (const secret of ['anna@example.com', '8888 1881', '7123 4567', '45-6789']) {
            expect(split).not.toContain(secret);
          }
          const asOne = await through([text]);
          expect(split.replace(/[*\s]+/g, ' ')).toBe(asOne.replace(/[*\s]+/g, ' '));
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('waits for no more than a line, or 256 characters', async () => {
    const { stage } = await privacyUnder();
    const { scan } = await stage.protect(asks('Hi', { action: 'mask', direction: 'output' }));
    let sent = 0;
    const pieces = 'some words of an answer '.repeat(100).match(/.{1,4}/g) ?? [];
    const chunks = (async function* () {
      for (const text of pieces) {
        sent += text.length;
        yield { parts: [{ type: 'text', choice: 0, text } as const] };
      }
    })();
    const scanned = await scan({ ...replyOf(), chunks });
    let received = 0;
    for await (const { parts } of scanned.chunks) {
      for (const part of parts) if (part.type === 'text') received += part.text.length;
      expect(sent - received).toBeLessThanOrEqual(256);
    }
    expect(received).toBe(2_400);
    const line = await scan(replyOf('a line\n', 'another'));
    const first = await line.chunks[Symbol.asyncIterator]().next();
    expect(first.value).toMatchObject({ parts: [{ text: 'a line\n' }] });
  });

  it('waits for the end of a key', async () => {
    const body = `${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n'.repeat(20)}`;
    const key = `-----BEGIN PRIVATE KEY-----\n${body}-----END PRIVATE KEY-----`;
    const text = `Here:\n${key}\nThat is it.`;
    expect(await answered(text.match(/[^]{1,10}/g) ?? [], { action: 'mask' })).toBe(
      'Here:\n****\nThat is it.',
    );
  });
});

it('judges arguments of tools when they are complete, and keeps them JSON', async () => {
  const { stage } = await privacyUnder();
  const { scan } = await stage.protect(asks('Hi', { action: 'mask', direction: 'output' }));
  const call = (args: string): ReplyPart => ({
    type: 'tool-call',
    choice: 0,
    index: 0,
    arguments: args,
  });
  const args = JSON.stringify({
    to: '\nanna@example.com',
    card: 4012888888881881,
    inner: JSON.stringify({ ssn: '123-45-6789' }),
  });
  const chunks = await collect(
    await scan(
      of(
        { ...call(''), id: 'c', name: 'f' } as ReplyPart,
        ...(args.match(/.{1,3}/g) ?? []).map(call),
        { type: 'finish', choice: 0, reason: 'tool_calls' },
      ),
    ),
  );
  const parts = chunks.flatMap((it) => it.parts);
  expect(parts.map((it) => it.type)).toEqual(['tool-call', 'tool-call', 'finish']);
  expect(parts[0]).toMatchObject({ id: 'c', name: 'f', arguments: '' });
  expect(JSON.parse((parts[1] as { arguments: string }).arguments)).toEqual({
    to: '\n****',
    card: '****',
    inner: '{"ssn":"****"}',
  });
  expect(chunks.every((it) => it.wire === undefined)).toBe(true);
});

describe('block', () => {
  const blocking = { action: 'block', direction: 'output', entities: ['card'] } as const;

  it('refuses a reply before any of it is told, where it shows in time', async () => {
    const { stage } = await privacyUnder();
    const { scan } = await stage.protect(asks('Hi', blocking));
    let left = false;
    const chunks = (async function* () {
      try {
        yield { parts: [{ type: 'metadata', model: 'm' } as const] };
        yield { parts: [{ type: 'text', choice: 0, text: 'It is 4012888888881881.\n' } as const] };
        yield { parts: [] };
      } finally {
        left = true;
      }
    })();
    await expect(scan({ ...replyOf(), chunks })).rejects.toMatchObject({
      code: 'content_blocked',
      entities: ['card'],
      direction: 'output',
      message: 'The answer holds data that may not be passed on: card.',
    });
    expect(left).toBe(true);
  });

  it('breaks a reply off that has begun', async () => {
    const { stage } = await privacyUnder();
    const { scan } = await stage.protect(asks('Hi', blocking));
    const reply = await scan(replyOf('It is:\n', '4012888888881881.\n'));
    const chunks = reply.chunks[Symbol.asyncIterator]();
    expect(await chunks.next()).toMatchObject({ value: { parts: [{ text: 'It is:\n' }] } });
    await expect(chunks.next()).rejects.toMatchObject({ code: 'content_blocked' });
  });
});
