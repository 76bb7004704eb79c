import fc from 'fast-check';
import type { RedactDirective } from '../../contracts/directives.js';
import { mergeRedact, redactDirectivesOf } from '../../contracts/merge-redact.js';
import { REDACT_ACTIONS, type RedactAction } from '../../contracts/redact-actions.js';
import type { Redactor } from '../../contracts/redactor.js';
import { ActionLayer } from './action-layer.js';
import { ActionTable } from './action-table.js';

const ENTITIES = ['email', 'card', 'github-pat', 'date'];
const redactors: readonly Redactor[] = [
  {
    id: 'test',
    entities: ENTITIES,
    groups: { all: ENTITIES, secret: ['github-pat'], money: ['card'] },
    byName: ['date'],
    find: () => [],
  },
];
const tableOf = (...directives: readonly RedactDirective[]): ActionTable =>
  new ActionTable(
    directives.map((it) => new ActionLayer(it, redactors)),
    redactors,
  );

/** What happens to each entity, by all searches that are made for it. */
function effect(table: ActionTable): Record<string, RedactAction | undefined> {
  return Object.fromEntries(
    ENTITIES.map((entity) => {
      const searches = table.searches.filter((wanted) => wanted?.has(entity) ?? entity !== 'date');
      const actions = searches.map((wanted) => table.actionOf(entity, wanted));
      return [entity, actions.sort((a, b) => rank(b) - rank(a))[0]];
    }),
  );
}

const rank = (action: RedactAction | undefined): number =>
  action === undefined ? -1 : REDACT_ACTIONS.indexOf(action);

const action = fc.constantFrom(...REDACT_ACTIONS);
const name = fc.constantFrom(...ENTITIES, 'secret', 'money', 'all');
const directive: fc.Arbitrary<RedactDirective> = fc.record(
  {
    entities: fc.uniqueArray(name),
    action,
    actions: fc.dictionary(name, action, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

it('covers what is found where nobody names anything, and what is named', () => {
  expect(effect(tableOf({}))).toEqual({
    email: 'pseudonymise',
    card: 'pseudonymise',
    'github-pat': 'pseudonymise',
    date: undefined,
  });
  expect(effect(tableOf({ entities: ['secret'], actions: { date: 'mask' } }))).toEqual({
    email: undefined,
    card: undefined,
    'github-pat': 'pseudonymise',
    date: 'mask',
  });
  expect(effect(tableOf({ actions: { date: 'flag' } })).date).toBe('flag');
});

it('does not cover with its own default what only another one asks for', () => {
  expect(effect(tableOf({ action: 'block' }, { entities: ['date'], action: 'flag' })).date).toBe(
    'flag',
  );
});

it('searches once where once is enough', () => {
  expect(tableOf({}, { entities: ['email'] }).searches).toEqual([undefined]);
  expect(tableOf({ entities: ['email'] }, { entities: ['card'] }).searches).toEqual([
    new Set(['email', 'card']),
  ]);
  expect(tableOf({}, { entities: ['date', 'email'] }).searches).toEqual([
    undefined,
    new Set(['date']),
  ]);
});

describe('merging', () => {
  const merged = (...all: readonly (RedactDirective | undefined)[]) =>
    effect(
      tableOf(
        ...redactDirectivesOf(
          all.reduce<ReturnType<typeof mergeRedact>>((a, b) => mergeRedact(a, b), undefined),
        ),
      ),
    );

  it('does to each entity the strictest of what either says, and never less', () => {
    fc.assert(
      fc.property(directive, directive, (a, b) => {
        const [both, one, other] = [merged(a, b), merged(a), merged(b)];
        for (const entity of ENTITIES) {
          expect(rank(both[entity])).toBe(Math.max(rank(one[entity]), rank(other[entity])));
        }
      }),
    );
  });

  it('comes to the same in any order, and by any way', () => {
    fc.assert(
      fc.property(directive, directive, directive, (a, b, c) => {
        expect(merged(b, a)).toEqual(merged(a, b));
        expect(merged(a, a)).toEqual(merged(a));
        const left = mergeRedact(mergeRedact(a, b), c);
        const right = mergeRedact(a, mergeRedact(b, c));
        expect(effect(tableOf(...redactDirectivesOf(left)))).toEqual(
          effect(tableOf(...redactDirectivesOf(right))),
        );
      }),
    );
  });
});
