import type { PrivacyOptions } from '../contracts/data-policy.js';
import { Clock } from '../contracts/clock.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import { declaring, FewModels, pluginsOf } from './policy.fixture.js';
import { ProcessingRecord } from './processing-record.js';

class StillClock extends Clock {
  override now(): number {
    return Date.UTC(2026, 0, 2);
  }

  override monotonic(): number {
    return 0;
  }
}

const privacy: PrivacyOptions = {
  detected: { card: 'restricted' },
  purposes: { support: 'Answering customers | by mail' },
  policies: [
    {
      name: 'eu',
      when: { sensitivity: 'internal', tenants: ['acme'] },
      require: { jurisdictions: ['EEA'] },
    },
    { name: 'signed', when: { purposes: ['hiring'] }, require: { dpa: true } },
  ],
};
const routing: LlmRouterOptions['routing'] = {
  rules: [{ name: 'r', then: { purpose: ['sales', 'support'] } }],
};
const inGermany = declaring(
  {
    regions: ['eu-central-1'],
    jurisdictions: ['DE'],
    retentionDays: 0,
    trainsOnData: false,
    dpa: true,
    baa: false,
    subProcessors: [],
    sources: { dpa: { reference: 'Contract 7', date: '2026-01-01' } },
  },
  { id: 'mistral' },
);
const inAmerica = declaring({ jurisdictions: ['US', 'IE'], retentionDays: 30 }, { id: 'openai' });
const candidates = [inGermany, inAmerica];

const recordOf = (options: LlmRouterOptions) =>
  new ProcessingRecord(
    options,
    pluginsOf({ candidates }),
    new FewModels(candidates),
    new StillClock(),
  );

it('holds purposes, classes, policies and every recipient, with what is not known', () => {
  expect(recordOf({ privacy, routing }).data()).toMatchObject({
    generatedAt: '2026-01-02T00:00:00.000Z',
    purposes: { support: 'Answering customers | by mail', hiring: '', sales: '' },
    classes: ['public', 'internal', 'confidential', 'restricted'],
    unlabelled: 'restricted',
    detected: { card: 'restricted' },
    policies: [
      { name: 'eu', requires: ['jurisdictions EEA'] },
      { name: 'signed', requires: ['a DPA'] },
    ],
    recipients: [
      {
        provider: 'mistral',
        models: ['m'],
        unknown: [],
        thirdCountries: [],
        meets: ['eu', 'signed'],
      },
      {
        provider: 'openai',
        models: ['m'],
        facts: { retentionDays: 30 },
        unknown: ['regions', 'trainsOnData', 'dpa', 'baa', 'subProcessors'],
        thirdCountries: ['US'],
        meets: [],
      },
    ],
  });
});

it('tells models of one provider apart where their facts differ', () => {
  const { provider } = inGermany;
  const facts = { dataPolicy: { retentionDays: 7 } };
  const models = [
    { ...inGermany, id: 'mistral/a', upstreamModel: 'a' },
    { ...inGermany, id: 'mistral/b', upstreamModel: 'b', facts },
    { ...inGermany, id: 'mistral/c', upstreamModel: 'c' },
  ].map((it) => ({ ...it, provider }));
  const record = new ProcessingRecord(
    {},
    pluginsOf({ candidates: models }),
    new FewModels(models),
    new StillClock(),
  );
  expect(record.data().recipients).toMatchObject([
    { models: ['a', 'c'], facts: { retentionDays: 0 } },
    { models: ['b'], facts: { retentionDays: 7 } },
  ]);
});

it('is a document whose tables no name can break', () => {
  const text = recordOf({ privacy, routing }).markdown();
  expect(text).toContain('| support | Answering customers \\| by mail |');
  expect(text).toContain('| hiring | **unknown** |');
  expect(text).toContain('| eu | internal or higher; tenants: acme | jurisdictions EEA |');
  expect(text).toContain(
    '| mistral | m | eu-central-1 | DE | none | none | no | yes | no | none | eu, signed |',
  );
  expect(text).toContain(
    '| openai | m | **unknown** | US, IE | US | 30 days | **unknown** | **unknown** | **unknown** | **unknown** | no policy |',
  );
  expect(text).toContain('| mistral (m) | DPA | Contract 7 | 2026-01-01 |');
  expect(text).toContain('- openai (m): regions of processing, training, DPA, BAA, sub-processors');
});

it('says so where nothing is declared at all', () => {
  const text = recordOf({}).markdown();
  expect(text).toContain('There are no policies: any provider may be sent any call.');
  expect(text).toContain('What nothing labels counts as no class.');
});
