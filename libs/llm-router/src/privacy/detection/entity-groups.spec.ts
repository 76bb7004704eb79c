import type { Redactor } from '../../contracts/redactor.js';
import { expandGroups } from './entity-groups.js';

const redactor = (id: string, groups?: Redactor['groups']): Redactor => ({
  id,
  entities: [],
  ...(groups && { groups }),
  find: () => [],
});

it('takes a group for its members, of all redactors, and another name for itself', () => {
  const redactors = [
    redactor('a', { secret: ['github-pat', 'jwt'] }),
    redactor('b'),
    redactor('c', { secret: ['own-token'] }),
  ];
  expect([...expandGroups(['secret', 'email', 'jwt'], redactors)]).toEqual([
    'github-pat',
    'jwt',
    'own-token',
    'email',
  ]);
});
