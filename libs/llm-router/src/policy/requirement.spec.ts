import type { DataPolicy, DataRequirements } from '../contracts/data-policy.js';
import { declaredFacts } from './declared-facts.js';
import { declaring } from './policy.fixture.js';
import { requirementsOf } from './requirement.js';

const groups = { eu: ['eu-*', 'europe-west*', 'eu'], de: ['eu-central-1'] };

function misses(require: DataRequirements, declared: DataPolicy, region?: string) {
  const candidate = declaring(declared, { region });
  return requirementsOf(require, groups).map((it) =>
    it.misses(declaredFacts(candidate), candidate),
  );
}

it.each<[DataRequirements, DataPolicy, string | undefined]>([
  // Regions: whole names, in any case; all that are declared count; a group is its list and nothing else.
  [{ regions: ['eu-central-1'] }, { regions: ['EU-Central-1'] }, undefined],
  [
    { regions: ['eu-central-1'] },
    { regions: ['eu-central-1', 'us-east-1'] },
    'eu-central-1, us-east-1',
  ],
  [{ regions: ['eu'] }, { regions: ['eu-west-3', 'europe-west4', 'eu'] }, undefined],
  [{ regions: ['de'] }, { regions: ['eu-west-3'] }, 'eu-west-3'],
  [{ regions: ['de'] }, { regions: ['de'] }, 'de'],
  [{ regions: ['e'] }, { regions: ['eu'] }, 'eu'],
  [{ regions: ['us'] }, { regions: ['us-east-1'] }, 'us-east-1'],
  [{ regions: ['eu-*', 'us-*'] }, { regions: ['eu-1', 'us-1'] }, undefined],
  [{ regions: ['eu'] }, {}, 'no regions'],
  [{ regions: ['*'] }, { regions: [] }, 'no regions'],
  [{ regions: [] }, { regions: ['eu-1'] }, 'eu-1'],
  // Jurisdictions: a union stands for its members, never a member for its union.
  [{ jurisdictions: ['EU'] }, { jurisdictions: ['DE', 'ie', 'EU'] }, undefined],
  [{ jurisdictions: ['EU'] }, { jurisdictions: ['DE', 'US'] }, 'DE, US'],
  [{ jurisdictions: ['EU'] }, { jurisdictions: ['NO'] }, 'NO'],
  [{ jurisdictions: ['EEA'] }, { jurisdictions: ['NO', 'EU', 'FR'] }, undefined],
  [{ jurisdictions: ['EU'] }, { jurisdictions: ['EEA'] }, 'EEA'],
  [{ jurisdictions: ['DE'] }, { jurisdictions: ['EU'] }, 'EU'],
  [{ jurisdictions: ['EU'] }, { jurisdictions: ['GB'] }, 'GB'],
  [{ jurisdictions: ['EU'] }, {}, 'no jurisdictions'],
  // Training and retention.
  [{ noTraining: true }, { trainsOnData: false }, undefined],
  [{ noTraining: true }, { trainsOnData: true }, 'that it trains on what it is sent'],
  [{ noTraining: true }, {}, 'nothing about training'],
  [{ zeroRetention: true }, { zeroRetention: true }, undefined],
  [{ zeroRetention: true }, { retentionDays: 0 }, undefined],
  [{ zeroRetention: true }, { zeroRetention: false }, 'a retention of unknown length'],
  [{ zeroRetention: true }, { retentionDays: 30 }, 'a retention of 30 days'],
  [{ zeroRetention: true }, {}, 'nothing about retention'],
  [{ maxRetentionDays: 30 }, { retentionDays: 30 }, undefined],
  [{ maxRetentionDays: 0 }, { zeroRetention: true }, undefined],
  [{ maxRetentionDays: 29 }, { retentionDays: 30 }, 'a retention of 30 days'],
  [{ maxRetentionDays: 30 }, { zeroRetention: false }, 'a retention of unknown length'],
  [{ maxRetentionDays: 30 }, {}, 'nothing about retention'],
  // Contracts.
  [{ dpa: true }, { dpa: true }, undefined],
  [{ dpa: true }, { dpa: false }, 'that there is none'],
  [{ baa: true }, { dpa: true }, 'nothing about a BAA'],
  // Who.
  [{ providers: ['A'] }, {}, undefined],
  [{ providers: ['a/M'] }, {}, undefined],
  [{ providers: ['a/n', 'b'] }, {}, 'another name'],
  [{ providers: [] }, {}, 'another name'],
  [{ excludedSubProcessors: ['Acme'] }, { subProcessors: ['Other'] }, undefined],
  [{ excludedSubProcessors: ['Acme'] }, { subProcessors: [] }, undefined],
  [
    { excludedSubProcessors: ['acme'] },
    { subProcessors: ['Other', 'ACME'] },
    'the sub-processors ACME',
  ],
  [{ excludedSubProcessors: ['Acme'] }, {}, 'nothing about sub-processors'],
])('of %j, %j lacks: %s', (require, declared, missing) => {
  expect(misses(require, declared)).toEqual([missing]);
});

it('is not there for what is not required', () => {
  expect(misses({}, {})).toEqual([]);
  expect(misses({ noTraining: false, zeroRetention: false, dpa: false, baa: false }, {})).toEqual(
    [],
  );
});

it('takes the region of the provider for the only one, where no list of them is declared', () => {
  expect(misses({ regions: ['eu'] }, {}, 'eu-west-1')).toEqual([undefined]);
  expect(misses({ regions: ['eu'] }, { regions: ['eu-west-1', 'us-1'] }, 'eu-west-1')).toEqual([
    'eu-west-1, us-1',
  ]);
});

describe('facts of a model', () => {
  const source = { reference: 'contract', date: '2026-01-01' };
  const of = (...args: Parameters<typeof declaring>) => declaredFacts(declaring(...args));

  it('win over those of its provider, one by one, with their sources', () => {
    const facts = { dataPolicy: { retentionDays: 0, dpa: undefined } };
    const provider = {
      retentionDays: 30,
      dpa: true,
      sources: { retentionDays: source, dpa: source },
    };
    expect(of(provider, { facts })).toEqual({
      retentionDays: 0,
      zeroRetention: true,
      dpa: true,
      regions: undefined,
      sources: { dpa: source },
    });
  });

  it('replace what its provider says of retention in either word', () => {
    const facts = { dataPolicy: { retentionDays: 30 } };
    expect(of({ zeroRetention: true }, { facts })).toMatchObject({
      zeroRetention: false,
      retentionDays: 30,
    });
    const keeps = { dataPolicy: { zeroRetention: false } };
    expect(of({ retentionDays: 0 }, { facts: keeps }).retentionDays).toBeUndefined();
  });

  it('take its own region alone, and its own list before that', () => {
    const provider = { regions: ['eu-1', 'us-1'] };
    expect(of(provider, { region: 'eu-1', facts: { region: 'eu-2' } }).regions).toEqual(['eu-2']);
    // The catalog fills in the region of the provider.
    expect(of(provider, { region: 'eu-1', facts: { region: 'eu-1' } }).regions).toEqual([
      'eu-1',
      'us-1',
    ]);
    const facts = { region: 'eu-2', dataPolicy: { regions: ['eu-3'] } };
    expect(of(provider, { facts }).regions).toEqual(['eu-3']);
  });
});
