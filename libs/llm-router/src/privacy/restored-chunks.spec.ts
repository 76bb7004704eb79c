import fc from 'fast-check';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { RestoredChunks } from './restored-chunks.js';
import { Vault } from './vault.js';

const values = ['anna@example.com', 'say "hi"\n\\', '[EMAIL_2]', '[', 'x'];

function vault(): Vault {
  const result = new Vault();
  result.reserve('[EMAIL_2] is what the caller wrote');
  for (const value of values) result.placeholderFor('email', value);
  return result;
}

async function* chunksOf(...chunks: ReplyChunk[]): AsyncGenerator<ReplyChunk> {
  yield* chunks;
}

function restored(...chunks: ReplyChunk[]): Promise<ReplyChunk[]> {
  return collect(new RestoredChunks(chunksOf(...chunks), vault()));
}

async function collect(chunks: AsyncIterable<ReplyChunk>): Promise<ReplyChunk[]> {
  const all: ReplyChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

const keyOf = (part: ReplyPart): string =>
  part.type === 'tool-call'
    ? `${part.type}:${part.choice}:${part.index}`
    : 'choice' in part
      ? `${part.type}:${part.choice}`
      : part.type;

/** All text of each channel, and whether some came after its choice had finished. */
function fold(chunks: readonly ReplyChunk[]): Map<string, string> {
  const texts = new Map<string, string>();
  const finished = new Set<number>();
  for (const part of chunks.flatMap((it) => it.parts)) {
    if (part.type === 'finish') finished.add(part.choice);
    const text =
      part.type === 'tool-call' ? part.arguments : 'text' in part ? part.text : undefined;
    if (text === undefined) continue;
    const late = 'choice' in part && finished.has(part.choice) ? '(late)' : '';
    texts.set(keyOf(part), (texts.get(keyOf(part)) ?? '') + text + late);
  }
  return texts;
}

const text = (choice: number, value: string): ReplyPart => ({ type: 'text', choice, text: value });
const finish = (choice: number): ReplyPart => ({ type: 'finish', choice, reason: 'stop' });

describe('a reply that is cut anywhere', () => {
  const piece = fc.constantFrom(
    '[EMAIL_1]',
    '[EMAIL_3]',
    '[EMAIL_4]',
    '[EMAIL_5]',
    '[EMAIL_6]',
    '[EMAIL_2]',
    '[EMAIL_7]',
    '[',
    '[EMAIL_',
    ']',
    '1',
    'word ',
    '"',
  );
  const content = fc.array(piece, { maxLength: 8 }).map((it) => it.join(''));
  const partOf = [
    (value: string): ReplyPart => text(0, value),
    (value: string): ReplyPart => text(1, value),
    (value: string): ReplyPart => ({ type: 'reasoning', choice: 0, text: value }),
    (value: string): ReplyPart => ({ type: 'tool-call', choice: 0, index: 0, arguments: value }),
    (value: string): ReplyPart => ({ type: 'tool-call', choice: 0, index: 1, arguments: value }),
  ];

  it('restores to what it restores to in one piece, in interleaved channels', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(content, content, content, content, content),
        fc.infiniteStream(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }))),
        async (contents, cuts) => {
          const whole = contents.map((it, index) => ({ parts: [partOf[index]!(it)] }));
          const rest = [...contents];
          const split: ReplyChunk[] = [];
          while (rest.some((it) => it !== '')) {
            const [channel, length] = cuts.next().value as [number, number];
            split.push({ parts: [partOf[channel]!(rest[channel]!.slice(0, length))] });
            rest[channel] = rest[channel]!.slice(length);
          }
          const ends = [{ parts: [finish(1)] }, { parts: [finish(0)] }];
          const inPieces = fold(await restored(...split, ...ends));
          const inOne = fold(await restored(...whole, ...ends));
          for (const [key, value] of inOne) expect(inPieces.get(key) ?? '').toBe(value);
        },
      ),
    );
  });
});

it('escapes values for the JSON of tool arguments, and only there', async () => {
  const chunk = {
    parts: [
      text(0, 'It is [EMAIL_3].'),
      {
        type: 'tool-call',
        choice: 0,
        index: 0,
        id: 'c',
        name: 'f',
        arguments: '{"v":"[EMAIL_3]"}',
      } as const,
    ],
  };
  const texts = fold(await restored(chunk));
  expect(texts.get('text:0')).toBe(`It is ${values[1]}.`);
  expect(JSON.parse(texts.get('tool-call:0:0')!)).toEqual({ v: values[1] });
});

it('never scans a restored value again, and leaves placeholders that it did not issue', async () => {
  const [chunk] = await restored({ parts: [text(0, '[EMAIL_4] [EMAIL_2] [EMAIL_9]')] });
  expect(chunk?.parts).toEqual([text(0, '[EMAIL_2] [EMAIL_2] [EMAIL_9]')]);
});

it('keeps chunks that it need not touch, and drops the wire text of those that it changes', async () => {
  const wire = { dialect: 'openai-chat', form: 'event', data: '…' } as const;
  const untouched = { parts: [text(0, 'a [b] [EMAILS] ')], wire };
  const chunks = await restored(
    untouched,
    { parts: [text(0, '[EMA')], wire },
    { parts: [text(0, 'IL_1] ok')], wire },
  );
  expect(chunks[0]).toBe(untouched);
  expect(chunks.slice(1)).toEqual([{ parts: [text(0, 'anna@example.com ok')] }]);
});

it('gives out what it held back before the choice finishes, or at the end', async () => {
  const chunks = await restored(
    { parts: [text(0, 'a[EM'), text(1, 'b[E')] },
    { parts: [finish(0)] },
  );
  expect(chunks.flatMap((it) => it.parts)).toEqual([
    text(0, 'a'),
    text(1, 'b'),
    text(0, '[EM'),
    finish(0),
    text(1, '[E'),
  ]);
});

it('hands an early end and an error on', async () => {
  let ended = 0;
  const source: AsyncIterable<ReplyChunk> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error('broken')),
      return: async () => ({ done: true, value: (ended += 1) }),
    }),
  };
  await new RestoredChunks(source, vault()).return();
  expect(ended).toBe(1);
  await expect(new RestoredChunks(source, vault()).next()).rejects.toThrow('broken');
});
