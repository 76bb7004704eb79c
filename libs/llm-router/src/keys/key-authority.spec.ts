import fc from 'fast-check';
import type { Candidate } from '../contracts/candidate.js';
import type { RouteDirective } from '../contracts/directives.js';
import { flatPrice } from '../contracts/flat-price.fixture.js';
import { mergeRoute } from '../contracts/merge-route.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { candidate, context } from '../routing/routing.fixture.js';
import { MaxPriceFilter } from '../routing/filters/max-price.filter.js';
import { ProviderFilter } from '../routing/filters/provider.filter.js';
import { limitsOf } from '../policy/call-limits.js';
import { Ruling } from '../policy/ruling.js';
import { checkAuthority, type KeyActor, scopeWithin } from './key-authority.js';
import { type KeyScope, routeOfScope } from './key-scope.js';
import { fitsPattern } from '../foundation/name-pattern.js';
import type { StoredKey } from './virtual-key.js';

const FILTERS = [
  new ProviderFilter(),
  {
    reject: (it: Candidate, { route }: RoutingContext) =>
      new Ruling(undefined, [], limitsOf(route)).reject(it),
  },
  new MaxPriceFilter(),
];
const WORLD = ['a/m', 'a/n', 'b/m', 'c/o'].flatMap((id, index) =>
  ['eu', 'us'].map((region) =>
    candidate(id, { region }, {
      provider: { dataPolicy: { trainsOnData: index % 2 === 0, zeroRetention: index > 1 } },
      price: flatPrice(index, index * 2),
    } as never),
  ),
);

const part = { requiredKeys: [] as [] };
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const limits = {
  regions: some('eu', 'us', 'EU'),
  dataCollection: fc.constantFrom('allow' as const, 'deny' as const),
  zeroRetention: fc.boolean(),
  maxPrice: fc.record({ prompt: fc.nat(4), completion: fc.nat(8) }, part),
};
const scope: fc.Arbitrary<KeyScope> = fc.record(
  {
    ...limits,
    providers: some('a', 'b', 'a/m', 'c/o', 'B/M'),
    models: some('*', 'a/*', 'a/m', 'b/m', '*m'),
    rights: some('ledger:read', 'ledger:*', 'keys:write'),
    tenant: fc.constantFrom('t1', 't2'),
  },
  part,
);
const directive: fc.Arbitrary<RouteDirective> = fc.record(
  { ...limits, only: some('a', 'b/m', 'c', 'A/N'), ignore: some('a/m', 'b') },
  part,
);

/** Who may serve under a directive, by the filters that decide it for a call. */
function servers(route: RouteDirective | undefined): Set<unknown> {
  const call = context(route);
  return new Set(WORLD.filter((it) => FILTERS.every((f) => f.reject(it, call) === undefined)));
}

it('is only tightened by what decorators, rules and requests say, in any order', () => {
  fc.assert(
    fc.property(scope, fc.array(directive, { maxLength: 4 }), fc.boolean(), (own, said, inside) => {
      const outermost = routeOfScope(own);
      const merged = inside
        ? mergeRoute(
            said.reduce<RouteDirective | undefined>((a, b) => mergeRoute(a, b), undefined),
            outermost,
          )
        : said.reduce<RouteDirective | undefined>((a, b) => mergeRoute(a, b), outermost);
      const allowed = servers(outermost);
      for (const it of servers(merged)) expect(allowed.has(it)).toBe(true);
    }),
  );
});

const NAMES = ['a/m', 'b/m', 'a/x', 'tier:m', 'zz'];
const may = ({ models }: KeyScope, name: string): boolean =>
  models === undefined || models.some((it) => fitsPattern(it, name));

it('of a key that another key creates goes nowhere beyond that one’s', () => {
  fc.assert(
    fc.property(scope, scope, (own, asked) => {
      let made: KeyScope;
      try {
        made = scopeWithin({ id: 'maker', scope: own }, asked);
      } catch (error) {
        expect(error).toMatchObject({ code: 'permission_denied' });
        return;
      }
      const allowed = servers(routeOfScope(own));
      for (const it of servers(routeOfScope(made))) expect(allowed.has(it)).toBe(true);
      for (const it of NAMES) if (may(made, it)) expect(may(own, it)).toBe(true);
      if (own.tenant) expect(made.tenant).toBe(own.tenant);
      expect(() =>
        checkAuthority({ id: 'maker', scope: own }, { scope: made } as StoredKey),
      ).not.toThrow();
    }),
  );
});

it('labels no data where the maker itself is not labelled, which counts as higher', () => {
  expect(() => scopeWithin(actor({}), { sensitivity: 'public' })).toThrow(
    'This key cannot label the data of other keys',
  );
  const labelled = actor({ sensitivity: 'internal', purpose: 'support' });
  expect(scopeWithin(labelled, { sensitivity: 'public' })).toEqual({
    sensitivity: ['internal', 'public'],
    purpose: 'support',
  });
  expect(scopeWithin(labelled, {})).toEqual({ sensitivity: 'internal', purpose: 'support' });
});

const actor = (own: KeyScope): KeyActor => ({ id: 'maker', scope: own });
const key = (own: KeyScope) => ({ id: 'k', scope: own }) as StoredKey;

it('is given as asked by the application, and by keys with all rights', () => {
  const asked = { rights: ['*'], models: ['x'], tenant: 't' };
  expect(scopeWithin(undefined, asked)).toBe(asked);
  expect(scopeWithin(actor({ rights: ['*'], tenant: 'other' }), asked)).toBe(asked);
});

it.each<[string, KeyScope, KeyScope, string]>([
  ['a right', { rights: ['keys:write'] }, { rights: ['ledger:read'] }, 'the right "ledger:read"'],
  ['all rights', { rights: ['keys:*'] }, { rights: ['*'] }, 'the right "*"'],
  ['a tenant', { tenant: 'a' }, { tenant: 'b' }, 'of its own tenant only'],
  ['a model', { models: ['a/*'] }, { models: ['a/x', '*'] }, 'access to "*". It has: a/*'],
])('cannot hold %s that the maker lacks', (_, own, asked, message) => {
  expect(() => scopeWithin(actor(own), asked)).toThrow(message);
});

it('decides who may change a key', () => {
  const own = actor({ tenant: 'a', rights: ['keys:write'], providers: ['x', 'y'] });
  const within = { tenant: 'a', providers: ['y', 'x'] };
  expect(() => checkAuthority(own, key(within))).not.toThrow();
  expect(() => checkAuthority(own, key({ ...within, tenant: 'b' }))).toThrow('There is no key');
  expect(() => checkAuthority(own, key({ ...within, rights: ['*'] }))).toThrow('the right "*"');
  expect(() => checkAuthority(own, key({ tenant: 'a' }))).toThrow('may do more than this one');
});
