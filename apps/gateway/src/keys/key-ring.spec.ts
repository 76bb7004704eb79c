import { createHash } from 'node:crypto';
import { KeyRing } from './key-ring.js';

const keys = new KeyRing([
  { id: 'plain', key: 'k-1', admin: false, tenant: 'acme', tags: { team: 'a' } },
  { id: 'digest', sha256: createHash('sha256').update('k-2').digest('hex'), admin: true },
]);

it('finds holders by the key itself and by its digest, and tells no key', () => {
  expect(keys.find('k-1')).toEqual({
    id: 'plain',
    admin: false,
    tenant: 'acme',
    tags: { team: 'a' },
  });
  expect(keys.find('k-2')).toEqual({ id: 'digest', admin: true });
});

it.each(['', 'k-', 'k-1 ', 'K-1', 'plain', createHash('sha256').update('k-2').digest('hex')])(
  'does not know %j',
  (key) => expect(keys.find(key)).toBeUndefined(),
);

it('is empty without keys', () => {
  expect([keys.empty, new KeyRing([]).empty]).toEqual([false, true]);
});
