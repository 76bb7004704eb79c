import fc from 'fast-check';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { restoredChunks } from './restored-chunks.js';
import { Vault } from './vault.js';

const values = ['anna@example.com', 'say "hi"\n\\', '[EMAIL_abcdefghijkl]', '[', 'x'];
const key = Buffer.alloc(32, 7);

function newVault(texts: readonly string[] = []): Vault {
  return new Vault({ conversation: () => key, hashes: () => key }, () => texts);
}

const vault = newVault();
const tokens = [
  ...values.map((it) => vault.placeholderFor('email', it)),
  vault.madeUpFor('card', '4012 8888 8888 1881'),
  vault.madeUpFor('email', 'bob@example.com'),
  vault.madeUpFor('ip', '10.1.2.3'),
];
const [anna, speech, odd] = tokens as [string, string, string];

async function* chunksOf(...chunks: ReplyChunk[]): AsyncGenerator<ReplyChunk> {
  yield* chunks;
}

function restored(...chunks: ReplyChunk[]): Promise<ReplyChunk[]> {
  return collect(restoredChunks(chunksOf(...chunks), vault, false));
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
const call = (index: number, value: string): ReplyPart => ({
  type: 'tool-call',
  choice: 0,
  index,
  arguments: value,
});
const finish = (choice: number): ReplyPart => ({ type: 'finish', choice, reason: 'stop' });
const partOf = [
  (value: string): ReplyPart => text(0, value),
  (value: string): ReplyPart => text(1, value),
  (value: string): ReplyPart => ({ type: 'reasoning', choice: 0, text: value }),
  (value: string): ReplyPart => ({ type: 'refusal', choice: 1, text: value }),
  (value: string): ReplyPart => call(0, value),
  (value: string): ReplyPart => call(1, value),
];
const ends = [{ parts: [finish(1)] }, { parts: [finish(0)] }];

describe('a reply that is cut anywhere', () => {
  const piece = fc.constantFrom(
    ...tokens,
    ...tokens.map((it) => it.slice(0, -1)),
    '[EMAIL_abcdefghijkl]',
    '[',
    '[EMAIL_',
    ']',
    '1',
    'word ',
    '"',
    '{"a":"',
    '\\',
    '\\"',
    'n',
  );
  const content = fc.array(piece, { maxLength: 8 }).map((it) => it.join(''));

  it('restores to what it restores to in one piece, in interleaved channels', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(content, content, content, content, content, content),
        fc.infiniteStream(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 5 }))),
        async (contents, cuts) => {
          const whole = contents.map((it, index) => ({ parts: [partOf[index]!(it)] }));
          const rest = [...contents];
          const split: ReplyChunk[] = [];
          while (rest.some((it) => it !== '')) {
            const [channel, length] = cuts.next().value as [number, number];
            split.push({ parts: [partOf[channel]!(rest[channel]!.slice(0, length))] });
            rest[channel] = rest[channel]!.slice(length);
          }
          const inPieces = fold(await restored(...split, ...ends));
          const inOne = fold(await restored(...whole, ...ends));
          for (const [key, value] of inOne) expect(inPieces.get(key) ?? '').toBe(value);
        },
      ),
    );
  });

  it('restores every token at every split into two and three parts, in all channels at once', async () => {
    const body = (token: string): string => `{"to":"${token}!","x":"{\\"y\\":\\"${token}\\"}"}`;
    for (const token of tokens) {
      const whole = body(token);
      const inOne = fold(await restored({ parts: partOf.map((it) => it(whole)) }, ...ends));
      const parsed = JSON.parse(inOne.get('tool-call:0:1')!) as { to: string; x: string };
      const value = parsed.to.slice(0, -1);
      expect(JSON.parse(parsed.x)).toEqual({ y: value });
      expect(inOne.get('text:0')).toBe(whole.replaceAll(token, value));
      // Around the first place of the token, each pair of cuts; within the second one the same.
      for (const start of [whole.indexOf(token), whole.lastIndexOf(token)]) {
        for (let first = start; first <= start + token.length; first++) {
          for (let second = first; second <= start + token.length; second++) {
            const pieces = [whole.slice(0, first), whole.slice(first, second), whole.slice(second)];
            const chunks = pieces.flatMap((it) => partOf.map((of) => ({ parts: [of(it)] })));
            const split = fold(await restored(...chunks, ...ends));
            for (const [key, expected] of inOne) expect(split.get(key)).toBe(expected);
          }
        }
      }
    }
  }, 60_000);
});

it('escapes values for the JSON of tool arguments, however deep, and only there', async () => {
  const deep = JSON.stringify({
    v: speech,
    json: JSON.stringify({ v: speech, json: JSON.stringify([speech]) }),
    prose: `He said "${speech}"`,
  });
  const texts = fold(await restored({ parts: [text(0, `It is ${speech}.`), call(0, deep)] }));
  expect(texts.get('text:0')).toBe(`It is ${values[1]}.`);
  const outer = JSON.parse(texts.get('tool-call:0:0')!) as Record<string, string>;
  const inner = JSON.parse(outer.json!) as Record<string, string>;
  expect(outer.v).toBe(values[1]);
  expect(outer.prose).toBe(`He said "${values[1]}"`);
  expect(inner.v).toBe(values[1]);
  expect(JSON.parse(inner.json!)).toEqual([values[1]]);
});

it('escapes values in an answer that was asked for as JSON', async () => {
  const chunks = restoredChunks(chunksOf({ parts: [text(0, `{"v":"${speech}"}`)] }), vault, true);
  expect(JSON.parse(fold(await collect(chunks)).get('text:0')!)).toEqual({ v: values[1] });
});

it('does not take the end of an escape for the beginning of a made-up value', async () => {
  const madeUp = tokens.at(-2)!;
  // The second backslash makes an escape of the first letter of what looks like the value.
  const [chunk] = await restored({ parts: [call(0, `{"v":"\\n${madeUp} \\${madeUp}"}`)] });
  expect(chunk?.parts).toEqual([call(0, `{"v":"\\nbob@example.com \\${madeUp}"}`)]);
});

it('never scans a restored value again, and leaves placeholders that it did not issue', async () => {
  const [chunk] = await restored({ parts: [text(0, `${odd} [EMAIL_abcdefghijkl] [EMAIL_1]`)] });
  expect(chunk?.parts).toEqual([text(0, '[EMAIL_abcdefghijkl] [EMAIL_abcdefghijkl] [EMAIL_1]')]);
});

it('keeps chunks that it need not touch, and drops the wire text of those that it changes', async () => {
  const wire = { dialect: 'openai-chat', form: 'event', data: '…' } as const;
  const untouched = { parts: [text(0, 'a [b] [EMAILS] ')], wire };
  const chunks = await restored(
    untouched,
    { parts: [text(0, anna.slice(0, 4))], wire },
    { parts: [text(0, `${anna.slice(4)} ok`)], wire },
  );
  expect(chunks[0]).toBe(untouched);
  expect(chunks.slice(1)).toEqual([{ parts: [text(0, 'anna@example.com ok')] }]);
});

it('gives out what it held back before the choice finishes, or at the end', async () => {
  const chunks = await restored(
    { parts: [text(0, 'a[EM'), text(1, 'c[E')] },
    { parts: [finish(0)] },
  );
  expect(chunks.flatMap((it) => it.parts)).toEqual([
    text(0, 'a'),
    text(1, 'c'),
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
  await restoredChunks(source, vault, false).return?.();
  expect(ended).toBe(1);
  await expect(restoredChunks(source, vault, false).next()).rejects.toThrow('broken');
});
