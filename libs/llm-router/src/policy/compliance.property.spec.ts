import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { Candidate } from '../contracts/candidate.js';
import type { DataPolicy, DataRequirements, PrivacyPolicy } from '../contracts/data-policy.js';
import type { RouteDirective } from '../contracts/directives.js';
import { mergeRoute } from '../contracts/merge-route.js';
import { declaring, ENTITIES, policyOf } from './policy.fixture.js';

const CLASSES = ['public', 'internal', 'confidential', 'restricted'];
const some = (...values: string[]) => fc.subarray(values);
const part = { requiredKeys: [] as [] };

const facts: fc.Arbitrary<DataPolicy> = fc.record(
  {
    trainsOnData: fc.boolean(),
    retentionDays: fc.constantFrom(0, 7, 30),
    regions: some('eu-1', 'eu-2', 'us-1'),
    jurisdictions: some('DE', 'US', 'EU', 'NO'),
    dpa: fc.boolean(),
    baa: fc.boolean(),
    subProcessors: some('acme', 'globex'),
  },
  part,
);
const require: fc.Arbitrary<DataRequirements> = fc.record(
  {
    regions: some('eu', 'eu-*', 'us-1', '*'),
    jurisdictions: some('EU', 'EEA', 'US'),
    maxRetentionDays: fc.constantFrom(0, 7, 30),
    noTraining: fc.boolean(),
    zeroRetention: fc.boolean(),
    dpa: fc.boolean(),
    baa: fc.boolean(),
    providers: some('a', 'b', 'c/m'),
    excludedSubProcessors: some('acme', 'globex'),
  },
  part,
);
const when: fc.Arbitrary<PrivacyPolicy['when']> = fc.record(
  {
    sensitivity: fc.constantFrom(...CLASSES),
    tenants: some('t1', 't2'),
    purposes: some('support', 'sales'),
    entities: some(...ENTITIES),
  },
  part,
);
const policies: fc.Arbitrary<PrivacyPolicy[]> = fc
  .array(fc.record({ when, require }), { maxLength: 4 })
  .map((list) => list.map((it, index) => ({ name: `p${index}`, ...it })));
const labels: fc.Arbitrary<RouteDirective> = fc.record(
  {
    sensitivity: some(...CLASSES).filter((it) => it.length > 0),
    sensitivityFloor: some(...CLASSES),
    purpose: some('support', 'sales'),
    dataCollection: fc.constantFrom('allow' as const, 'deny' as const),
    zeroRetention: fc.boolean(),
    regions: some('eu-1', 'eu-2', 'us-1'),
  },
  part,
);
const world = fc
  .tuple(facts, facts, facts)
  .map((all) => all.map((it, index) => declaring(it, { id: 'abc'[index]! })));
const detected = { card: 'restricted', email: 'internal' };
const regionGroups = { eu: ['eu-*'] };

function admitted(
  all: readonly PrivacyPolicy[],
  candidates: readonly Candidate[],
  route: RouteDirective,
  entities: readonly string[],
): Set<string> {
  const policy = policyOf({ policies: all, detected, regionGroups }, { candidates });
  const ruling = policy.ruling({ caller: { tenant: 't1' }, entities }, route);
  return new Set(
    candidates.filter((it) => ruling.reject(it) === undefined).map((it) => it.provider.id),
  );
}

function expectWithin(inner: ReadonlySet<string>, outer: ReadonlySet<string>): void {
  for (const id of inner) expect(outer).toContain(id);
}

beforeAll(() => jest.spyOn(Logger.prototype, 'warn').mockImplementation());

it('one more policy lets nobody in who was out', () => {
  fc.assert(
    fc.property(
      policies,
      policies,
      world,
      labels,
      some(...ENTITIES),
      (own, more, all, said, found) => {
        const added = more.map((it, index) => ({ ...it, name: `more${index}` }));
        expectWithin(
          admitted([...own, ...added], all, said, found),
          admitted(own, all, said, found),
        );
      },
    ),
  );
});

/** What nothing labels is of the highest class, so that a first label may lower it: that is what labels are for. */
it('one more label, limit, floor or finding lets nobody in who was out, once a call is labelled', () => {
  fc.assert(
    fc.property(
      policies,
      world,
      labels.map((it) => ({ sensitivity: 'public', ...it })),
      labels,
      some(...ENTITIES),
      some(...ENTITIES),
      (own, all, said, more, found, alsoFound) => {
        const before = admitted(own, all, said, found);
        expectWithin(admitted(own, all, mergeRoute(said, more)!, [...found, ...alsoFound]), before);
        expectWithin(admitted(own, all, mergeRoute(more, said)!, found), before);
      },
    ),
  );
});

it('a header lets nobody in who was out, labelled or not', () => {
  fc.assert(
    fc.property(policies, world, labels, labels, (own, all, said, header) => {
      const { sensitivityFloor, purpose } = header;
      const merged = mergeRoute(said, { sensitivityFloor, purpose })!;
      expectWithin(admitted(own, all, merged, []), admitted(own, all, said, []));
    }),
  );
});

it('a fact less lets nobody in who was out: what is unknown meets no requirement', () => {
  fc.assert(
    fc.property(
      policies,
      facts,
      fc.constantFrom(
        ...([
          'trainsOnData',
          'retentionDays',
          'regions',
          'jurisdictions',
          'dpa',
          'baa',
          'subProcessors',
        ] as const),
      ),
      labels,
      (own, known, fact, said) => {
        const less = { ...known, [fact]: undefined };
        expectWithin(
          admitted(
            own,
            [declaring(less), declaring({}, { id: 'b' }), declaring({}, { id: 'c' })],
            said,
            [],
          ),
          admitted(
            own,
            [declaring(known), declaring({}, { id: 'b' }), declaring({}, { id: 'c' })],
            said,
            [],
          ),
        );
      },
    ),
  );
});
