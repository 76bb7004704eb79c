import * as fc from 'fast-check';
import { decrypt, encrypt, newKey, TamperedError } from './envelope.js';

const bytes = fc.uint8Array({ maxLength: 300 });

it('gives back what was sealed, under the same key and context', () => {
  fc.assert(
    fc.property(bytes, fc.string(), (plain, context) => {
      const key = newKey();
      expect(new Uint8Array(decrypt(key, encrypt(key, plain, context), context))).toEqual(plain);
    }),
  );
});

it('notices every flipped bit, every cut and every other context and key', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.nat(7), (plain, at, bit) => {
      const key = newKey();
      const sealed = encrypt(key, plain, 'row 1');
      const flipped = Buffer.from(sealed);
      flipped[at % sealed.length]! ^= 1 << bit;
      expect(() => decrypt(key, flipped, 'row 1')).toThrow(TamperedError);
      const cut = sealed.subarray(0, at % sealed.length);
      expect(() => decrypt(key, cut, 'row 1')).toThrow(TamperedError);
      expect(() => decrypt(key, sealed, 'row 2')).toThrow(TamperedError);
      expect(() => decrypt(newKey(), sealed, 'row 1')).toThrow(TamperedError);
    }),
  );
});

it('never uses a nonce twice, and hides what is equal', () => {
  const key = newKey();
  const sealed = Array.from({ length: 2_000 }, () => encrypt(key, Buffer.from('same'), 'row'));
  expect(new Set(sealed.map((it) => it.subarray(0, 12).toString('hex'))).size).toBe(2_000);
  expect(new Set(sealed.map((it) => it.subarray(12).toString('hex'))).size).toBe(2_000);
});

it('says nothing of what it cannot read', () => {
  const key = newKey();
  const sealed = encrypt(key, Buffer.from('secret text'), 'row');
  expect(() => decrypt(newKey(), sealed, 'row')).toThrow(
    'A sealed text cannot be read: it was changed or moved, or is under another key.',
  );
});
