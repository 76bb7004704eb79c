import * as fc from 'fast-check';
import { newKey } from './envelope.js';
import { type ErasureFacts, signReceipt, verifyReceipt } from './erasure-receipt.js';
import { SubjectSecrets } from './subject-secrets.js';

const secret = newKey();
const secrets = new SubjectSecrets(secret);
const facts: fc.Arbitrary<ErasureFacts> = fc.record({
  version: fc.constant(1 as const),
  subject: fc.string(),
  erasedAt: fc.string(),
  keyDestroyed: fc.boolean(),
  erased: fc.dictionary(fc.stringMatching(/^[a-z]+$/), fc.nat()),
  configuration: fc.option(fc.string()),
});

it('verifies what it signed, also after a journey as JSON and with its keys in another order', () => {
  fc.assert(
    fc.property(facts, (it) => {
      const receipt = signReceipt(it, secrets);
      const sent = JSON.parse(JSON.stringify(receipt)) as object;
      const reordered = Object.fromEntries(Object.entries(sent).reverse()) as typeof receipt;
      expect(verifyReceipt(reordered)).toBe(true);
      expect(verifyReceipt(reordered, secrets.publicKey)).toBe(true);
    }),
  );
});

it('notices any change', () => {
  fc.assert(
    fc.property(facts, (it) => {
      const receipt = signReceipt(it, secrets);
      const changed = [
        { ...receipt, subject: `${receipt.subject}x` },
        { ...receipt, keyDestroyed: !receipt.keyDestroyed },
        { ...receipt, erased: { ...receipt.erased, more: 1 } },
        { ...receipt, added: true },
        { ...receipt, signature: receipt.signature.slice(4) },
        { ...receipt, publicKey: new SubjectSecrets(newKey()).publicKey },
        { ...receipt, publicKey: 'none' },
      ];
      expect(changed.map((one) => verifyReceipt(one))).toEqual(changed.map(() => false));
    }),
  );
});

it('notices another signer', () => {
  const other = new SubjectSecrets(newKey());
  const forged = signReceipt(
    { version: 1, subject: 's', erasedAt: '', keyDestroyed: true, erased: {}, configuration: null },
    other,
  );
  expect(verifyReceipt(forged)).toBe(true);
  expect(verifyReceipt(forged, secrets.publicKey)).toBe(false);
});

it('has one name for one subject, and tells scopes apart', () => {
  const again = new SubjectSecrets(secret);
  const subjects = [
    { user: 'ada' },
    { tenant: 'a', user: 'ada' },
    { tenant: 'b', user: 'ada' },
    { keyId: 'a', user: 'ada' },
    { tenant: 'a', user: 'b' },
    { tenant: 'a","ada', user: '' },
  ];
  const names = subjects.map((it) => secrets.pseudonymOf(it));
  expect(new Set(names).size).toBe(subjects.length);
  expect(subjects.map((it) => again.pseudonymOf(it))).toEqual(names);
  expect(secrets.pseudonymOf({ tenant: 'a', keyId: 'k', user: 'ada' })).toBe(names[1]);
  expect(names.every((it) => /^subject-[0-9a-f]{32}$/.test(it))).toBe(true);
  expect(new SubjectSecrets(newKey()).pseudonymOf({ user: 'ada' })).not.toBe(names[0]);
});
