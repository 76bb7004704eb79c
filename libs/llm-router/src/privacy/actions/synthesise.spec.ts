import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { builtInScanner } from '../redactors/built-in-scanner.js';
import { passesLuhn } from '../redactors/checksums.js';
import { synthesise } from './synthesise.js';

const seedOf = (number: number): Buffer => createHash('sha256').update(String(number)).digest();
const seed = fc.nat().map(seedOf);
const form = (text: string): string =>
  text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/\d/g, '0');

const scanner = builtInScanner({});

it.each([
  ['email', 'anna.schmidt@firm.de'],
  ['ip', '10.1.2.3'],
  ['ip', '2a02:8109:9a40:1234::1'],
  ['card', '4012 8888 8888 1881'],
  ['card', '378282246310005'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['iban', 'GB29NWBK60161331926819'],
  ['phone', '+1 (212) 456-7890'],
  ['phone', '+44 20 7123 4567'],
])('makes up another %s for %s, which redactors know as one', (entity, value) => {
  fc.assert(
    fc.property(seed, (it) => {
      const madeUp = synthesise(entity, value, it)!;
      expect(madeUp).not.toBe(value);
      const found = scanner.find(madeUp, new Set([entity]));
      expect(found).toContainEqual(expect.objectContaining({ start: 0, end: madeUp.length }));
    }),
    { numRuns: 200 },
  );
});

it('keeps the form of what has one', () => {
  const examples = [
    ['card', '4012-8888-8888-1881'],
    ['iban', 'GB29 NWBK 6016 1331 9268 19'],
    ['phone', '+49 30 901820'],
    ['us-ssn', '123-45-6789'],
    ['mac-address', '00:1B:44:11:3A:B7'.toLowerCase()],
    ['customer', 'Anna Maria Schmidt'],
    ['date-of-birth', '1984-03-09'],
  ] as const;
  fc.assert(
    fc.property(fc.constantFrom(...examples), seed, ([entity, value], it) => {
      const madeUp = synthesise(entity, value, it)!;
      const hex = (text: string): string =>
        entity === 'mac-address' ? text.replace(/[\da-f]/g, '0') : form(text);
      expect(hex(madeUp)).toBe(hex(value));
    }),
  );
});

it('takes ranges that belong to nobody', () => {
  fc.assert(
    fc.property(seed, (it) => {
      expect(synthesise('email', 'a@b.de', it)).toMatch(/^[a-z]{9,24}@example\.(com|org|net)$/);
      expect(synthesise('ip', '10.1.2.3', it)).toMatch(
        /^(192\.0\.2|198\.51\.100|203\.0\.113)\.[12]\d\d$/,
      );
      expect(synthesise('ip', '::1', it)).toMatch(/^2001:db8:/);
      expect(synthesise('phone', '212-456-7890', it)).toMatch(/^\d{3}-555-01\d\d$/);
      expect(synthesise('phone', '+442071234567', it)).toMatch(/^\+447700900\d{3}$/);
      expect(passesLuhn(synthesise('card', '4012888888881881', it)!)).toBe(true);
      expect(synthesise('github-pat', 'ghp_a1B2c3D4', it)).toMatch(/^ghp_/);
    }),
  );
});

it('is the same for the same seed', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string(), (number, value) => {
      expect(synthesise('any', value, seedOf(number))).toBe(
        synthesise('any', value, seedOf(number)),
      );
    }),
  );
});

it.each([
  ['too little to choose', '1234'],
  ['lines', 'Anna\nSchmidt'],
  ['what JSON escapes', 'say "hello"'],
  ['too long', 'a'.repeat(129)],
])('gives nothing for %s', (_why, value) => {
  expect(synthesise('any', value, seedOf(1))).toBeUndefined();
});
