import { seedsOf } from './seeds-of.js';

it('makes seeds of what the configuration lists', () => {
  const [plain, admin] = seedsOf([
    { id: 'a', key: 'k', admin: false, tenant: 't', models: ['tier:cheap'] },
    { id: 'b', sha256: 'x', name: 'Ops', admin: true, rights: ['ledger:read'] },
  ]);
  expect(plain).toMatchObject({ id: 'a', secret: 'k' });
  expect(plain?.scope).toEqual({ tenant: 't', models: ['tier:cheap'] });
  expect(admin).toMatchObject({ id: 'b', name: 'Ops', sha256: 'x', scope: { rights: ['*'] } });
});
