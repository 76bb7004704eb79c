import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { digestOf, formOfSecret, makeSecret, shownPart } from './key-secret.js';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const environment = fc.option(fc.stringMatching(/^[a-z0-9]{1,16}$/), { nil: undefined });
const secret = fc.tuple(environment, bytes).map(([name, it]) => makeSecret(name, () => it));

it('is of one form, whatever the bytes', () => {
  fc.assert(
    fc.property(environment, bytes, (name, it) => {
      const made = makeSecret(name, () => it);
      expect(made).toMatch(/^llmr_([a-z0-9]{1,16}_)?[0-9A-Za-z]{49}$/);
      expect(made.startsWith(name === undefined ? 'llmr_' : `llmr_${name}_`)).toBe(true);
      expect(formOfSecret(made)).toBe('sound');
    }),
  );
});

it('holds all of its bytes', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const same = Buffer.from(a).equals(Buffer.from(b));
      expect(makeSecret('x', () => a) === makeSecret('x', () => b)).toBe(same);
    }),
  );
  expect(makeSecret(undefined, () => new Uint8Array(32).fill(255))).toHaveLength(5 + 49);
});

it('tells a typing mistake from a key', () => {
  const letter = fc.constantFrom(...'0123456789ABCxyz_-');
  fc.assert(
    fc.property(secret, fc.nat(), letter, (made, place, other) => {
      const at = 5 + (place % (made.length - 5));
      const mistyped = made.slice(0, at) + other + made.slice(at + 1);
      fc.pre(mistyped !== made);
      expect(formOfSecret(mistyped)).toBe('damaged');
      expect(formOfSecret(made.slice(0, at))).toBe('damaged');
    }),
  );
});

it('takes keys of another make for what they are', () => {
  expect(['sk-123', '', 'LLMR_x', 'k llmr_'].map(formOfSecret)).toEqual(Array(4).fill('foreign'));
  expect(formOfSecret(`llmr_${'x'.repeat(100_000)}`)).toBe('damaged');
});

it('shows four digits of it, and none of other keys', () => {
  fc.assert(
    fc.property(secret, (made) => {
      const shown = shownPart(made) ?? '';
      expect(made.startsWith(shown.slice(0, -1))).toBe(true);
      expect(made.length - (shown.length - 1)).toBe(45);
    }),
  );
  expect([shownPart('sk-123'), shownPart('llmr_123')]).toEqual([null, null]);
});

it('is stored as its SHA-256', () => {
  expect(digestOf('abc')).toBe(createHash('sha256').update('abc').digest('hex'));
});

it('is made of new randomness each time', () => {
  expect(new Set(Array.from({ length: 100 }, () => makeSecret('live'))).size).toBe(100);
});
