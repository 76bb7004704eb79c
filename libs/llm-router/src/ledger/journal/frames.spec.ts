import fc from 'fast-check';
import { FrameBatch, scanFrames } from './frames.js';

const framed = (texts: readonly string[]): Buffer => {
  const batch = new FrameBatch();
  for (const text of texts) batch.add(text);
  return Buffer.from(batch.bytes);
};
const textsIn = (bytes: Buffer) =>
  [...scanFrames(bytes)].flatMap((it) => (it.kind === 'record' ? [it.payload.toString()] : []));
const kindsIn = (bytes: Buffer) => [...scanFrames(bytes)].map(({ kind }) => kind);

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 12 });
const zeros = fc.nat(10_000).map((length) => Buffer.alloc(length));

describe('frames', () => {
  it('are read as they were written, with the rest of the file behind them', () => {
    fc.assert(
      fc.property(texts, zeros, (written, rest) => {
        const bytes = Buffer.concat([framed(written), rest]);
        expect(textsIn(bytes)).toEqual(written);
        expect(kindsIn(bytes).every((kind) => kind === 'record')).toBe(true);
      }),
    );
  });

  it('survive a file that ends anywhere: all in front of the cut are read', () => {
    fc.assert(
      fc.property(texts, fc.nat(), zeros, (written, place, rest) => {
        const whole = framed(written);
        const cut = place % (whole.length + 1);
        const ends = [...scanFrames(whole)].map(({ end }) => end);
        const kept = ends.filter((end) => end <= cut).length;
        const scanned = [...scanFrames(Buffer.concat([whole.subarray(0, cut), rest]))];
        const records = scanned.filter(({ kind }) => kind === 'record');
        // An empty record that lost nothing but zeros is whole again.
        expect(records.length).toBeGreaterThanOrEqual(kept);
        expect(records.length - kept).toBeLessThanOrEqual(1);
        const last = scanned.at(-1);
        if (cut > (ends[kept - 1] ?? 0) && records.length === kept) expect(last?.kind).toBe('torn');
      }),
    );
  });

  it('lose no more than the record in which a byte is wrong', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (written, place, change) => {
          const bytes = framed(written);
          const at = place % bytes.length;
          const hit = [...scanFrames(bytes)].findIndex(({ end }) => at < end);
          bytes[at] = bytes[at]! ^ change;
          expect(textsIn(bytes)).toEqual(written.filter((_, index) => index !== hit));
          const kind = hit === written.length - 1 ? 'torn' : 'damage';
          expect(kindsIn(bytes)[hit]).toBe(kind);
        },
      ),
    );
  });

  it('tell where the damage is', () => {
    const bytes = framed(['first', 'second', 'third']);
    const [, second] = [...scanFrames(bytes)];
    bytes.writeUInt32LE(0xffff_ffff, second!.start + 4);
    expect([...scanFrames(bytes)][1]).toEqual({
      kind: 'damage',
      start: second!.start,
      end: second!.end,
    });
  });

  it('use their memory again', () => {
    const batch = new FrameBatch();
    batch.add('x'.repeat(200_000));
    batch.clear();
    batch.add('y');
    expect(textsIn(batch.bytes)).toEqual(['y']);
  });
});
