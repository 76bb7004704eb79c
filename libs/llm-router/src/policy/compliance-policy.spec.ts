import { Logger } from '@nestjs/common';
import type { Caller } from '../contracts/caller.js';
import type { PrivacyOptions } from '../contracts/data-policy.js';
import type { RouteDirective } from '../contracts/directives.js';
import { declaring, policyOf, rule } from './policy.fixture.js';

describe('the class of a call', () => {
  const classOf = (
    privacy: PrivacyOptions | undefined,
    route: RouteDirective,
    entities?: readonly string[],
  ) => rule(privacy, route, { entities }).compliance?.sensitivity;
  const detected = { card: 'restricted', email: 'internal' };

  it.each<[string, PrivacyOptions | undefined, RouteDirective, readonly string[], unknown]>([
    ['nothing says anything', undefined, {}, ['card'], undefined],
    ['nothing labels it', {}, {}, [], 'restricted'],
    ['nothing labels it, and that is configured', { unlabelled: 'internal' }, {}, [], 'internal'],
    ['one’s own order', { classes: ['low', 'high'] }, {}, [], 'high'],
    ['a label', {}, { sensitivity: 'public' }, [], 'public'],
    ['two labels', {}, { sensitivity: ['confidential', 'public'] }, [], 'confidential'],
    ['a label without options', undefined, { sensitivity: 'public' }, [], 'public'],
    ['a floor is no label', {}, { sensitivityFloor: 'public' }, [], 'restricted'],
    ['a floor raises', {}, { sensitivity: 'public', sensitivityFloor: 'internal' }, [], 'internal'],
    [
      'a floor lowers nothing',
      {},
      { sensitivity: 'internal', sensitivityFloor: 'public' },
      [],
      'internal',
    ],
    ['a finding raises', { detected }, { sensitivity: 'public' }, ['email', 'card'], 'restricted'],
    ['a finding is no label', { detected }, {}, ['email'], 'restricted'],
    ['a finding that says nothing', { detected }, { sensitivity: 'public' }, ['iban'], 'public'],
  ])('%s', (_, privacy, route, entities, expected) => {
    expect(classOf(privacy, route, entities)).toBe(expected);
  });

  it.each<[RouteDirective, string, string]>([
    [
      { sensitivity: 'secret' },
      'sensitivity: "secret" is no class of data. Legal: public, internal, confidential, restricted.',
      'sensitivity',
    ],
    [{ sensitivityFloor: 'secret' }, 'sensitivity: "secret" is no class', 'sensitivity'],
    [
      { purpose: 'spam' },
      'purpose: "spam" is none of the purposes. Legal: support, sales.',
      'purpose',
    ],
  ])('is refused where a label stands for nothing: %j', (route, message, param) => {
    const privacy = { purposes: { support: 'Help.', sales: 'Offers.' } };
    const refused = () => rule(privacy, route);
    expect(refused).toThrow(message);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid_request', param }));
  });
});

describe('a policy holds', () => {
  const holds = (
    when: NonNullable<PrivacyOptions['policies']>[number]['when'],
    route: RouteDirective,
    call: Caller & { entities?: readonly string[] } = {},
  ) =>
    rule({ policies: [{ name: 'p', when, require: { dpa: true } }] }, route, call).compliance!
      .policies.length === 1;

  it.each<[object | undefined, RouteDirective, object, boolean]>([
    [undefined, { sensitivity: 'public' }, {}, true],
    [{ sensitivity: 'internal' }, { sensitivity: 'public' }, {}, false],
    [{ sensitivity: 'internal' }, { sensitivity: 'internal' }, {}, true],
    [{ sensitivity: 'internal' }, { sensitivity: 'restricted' }, {}, true],
    [{ sensitivity: 'internal' }, {}, {}, true],
    [{ tenants: ['acme', 'eu-*'] }, {}, { tenant: 'eu-north' }, true],
    [{ tenants: ['acme'] }, {}, { tenant: 'other' }, false],
    [{ tenants: ['acme'] }, {}, {}, false],
    [{ teams: ['hr'] }, {}, { team: 'hr' }, true],
    [{ keys: ['hr-*'] }, {}, { keyId: 'hr-1' }, true],
    [{ purposes: ['hiring'] }, { purpose: ['sales', 'hiring'] }, {}, true],
    [{ purposes: ['hiring'] }, { purpose: 'sales' }, {}, false],
    [{ entities: ['card'] }, {}, { entities: ['email', 'card'] }, true],
    [{ entities: ['card'] }, {}, { entities: ['email'] }, false],
    [{ tenants: ['acme'], purposes: ['hiring'] }, { purpose: 'hiring' }, { tenant: 'b' }, false],
  ])('%j for %j of %j: %s', (when, route, call, expected) => {
    expect(holds(when, route, call)).toBe(expected);
  });
});

it('tells what a call is and what holds for it; what is required alike has one hash', () => {
  const privacy: PrivacyOptions = {
    regionGroups: { eu: ['eu-*'] },
    policies: [
      { name: 'eu', when: { tenants: ['acme'] }, require: { regions: ['eu'], noTraining: true } },
      { name: 'health', when: { entities: ['card'] }, require: { baa: true } },
    ],
  };
  const { compliance } = rule(
    privacy,
    { purpose: 'care', zeroRetention: true },
    { tenant: 'acme', entities: ['card'] },
  );
  expect(compliance).toEqual({
    sensitivity: 'restricted',
    purposes: ['care'],
    policies: ['eu', 'health'],
    requirements: [
      'the policy "eu" requires regions eu',
      'the policy "eu" requires no training',
      'the policy "health" requires a BAA',
      'the call requires zero retention',
    ],
    hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
  const hash = (it: PrivacyOptions, tenant: string) =>
    rule(it, { sensitivity: 'public' }, { tenant }).compliance!.hash;
  expect(hash(privacy, 'acme')).toBe(hash(privacy, 'acme'));
  expect(hash(privacy, 'acme')).not.toBe(hash(privacy, 'other'));
  expect(hash(privacy, 'acme')).not.toBe(
    hash({ ...privacy, regionGroups: { eu: ['eu-west-1'] } }, 'acme'),
  );
});

it('names everything that a candidate lacks, by policy', () => {
  const privacy: PrivacyOptions = {
    policies: [
      { name: 'eu', require: { regions: ['eu-*'], maxRetentionDays: 7 } },
      { name: 'health', require: { baa: true } },
    ],
  };
  const ruling = rule(privacy, { dataCollection: 'deny' });
  expect(ruling.reject(declaring({ retentionDays: 30 }, { region: 'us-east-1' }))).toBe(
    'the policy "eu" requires regions eu-*, and it declares us-east-1; ' +
      'the policy "eu" requires a retention of at most 7 days, and it declares a retention of 30 days; ' +
      'the policy "health" requires a BAA, and it declares nothing about a BAA; ' +
      'the call requires no training, and it declares nothing about training',
  );
  const good = { retentionDays: 0, baa: true, trainsOnData: false };
  expect(ruling.reject(declaring(good, { region: 'eu-west-1' }))).toBeUndefined();
});

it('asks nothing of anybody where nothing is configured and nothing said', () => {
  const ruling = rule(undefined, { model: 'a/m' });
  expect(ruling.compliance).toBeUndefined();
  expect(ruling.reject(declaring(undefined))).toBeUndefined();
});

describe('at boot', () => {
  it.each<[object, string]>([
    [{ classes: [] }, 'privacy.classes: the list is empty. Legal: one class or more.'],
    [{ classes: ['a', 'a'] }, 'privacy.classes: "a" is there twice. Legal: each name once.'],
    [
      { unlabelled: 'secret' },
      'privacy.unlabelled: "secret" stands for nothing. Legal: public, internal, confidential, restricted.',
    ],
    [
      { detected: { crad: 'restricted' } },
      'privacy.detected: "crad" stands for nothing. Legal: email, card, iban.',
    ],
    [{ detected: { card: 'x' } }, 'privacy.detected.card: "x" stands for nothing.'],
    [
      { policies: [{ name: 'p', require: { regoins: [] } }] },
      'privacy.policies[0].require.regoins: there is no such field. Did you mean regions?',
    ],
    [{ policies: [{ require: {} }] }, 'privacy.policies[0].name: missing.'],
    [
      { policies: [{ name: 'p', when: { sensitivity: 'x' }, require: {} }] },
      'privacy.policies[0] ("p").when.sensitivity: "x" stands for nothing.',
    ],
    [
      { policies: [{ name: 'p', when: { entities: ['cards'] }, require: {} }] },
      'privacy.policies[0] ("p").when.entities: "cards" stands for nothing.',
    ],
    [
      { purposes: { a: 'A.' }, policies: [{ name: 'p', when: { purposes: ['b'] }, require: {} }] },
      'privacy.policies[0] ("p").when.purposes: "b" stands for nothing. Legal: a.',
    ],
    [
      { policies: [{ name: 'p', require: { providers: ['b/m'] } }] },
      'privacy.policies[0] ("p").require.providers: "b" stands for nothing. Legal: a.',
    ],
    [
      { policies: [0, 0].map(() => ({ name: 'p', require: {} })) },
      'privacy.policies: "p" is there twice.',
    ],
  ])('refuses %j', (privacy, message) => {
    expect(() => policyOf(privacy, { candidates: [declaring({})] })).toThrow(message);
  });

  it('refuses facts that no fact is, of providers and of models', () => {
    expect(() => policyOf(undefined, { candidates: [declaring({ dpa: 'yes' as never })] })).toThrow(
      'The provider "a": dataPolicy.dpa: "yes" is not legal. Legal: true or false.',
    );
    const facts = { dataPolicy: { retentionDays: -1 } };
    expect(() => policyOf(undefined, { candidates: [declaring({}, { facts })] })).toThrow(
      'The model "a/m": dataPolicy.retentionDays: -1 is not legal.',
    );
  });

  it('refuses a classifier that sends prompts past the policies', () => {
    const world = {
      routing: { classifier: 'spy' },
      classifiers: [{ id: 'spy', bypassesPolicy: true }],
    };
    expect(() => policyOf({}, world)).not.toThrow();
    expect(() => policyOf({ policies: [{ name: 'p', require: {} }] }, world)).toThrow(
      'routing.classifier: "spy" sends prompts to others without asking the policies',
    );
  });

  it('warns of a policy that nobody meets', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const policies = [
      { name: 'met', require: { dpa: true } },
      { name: 'unmet', require: { baa: true } },
    ];
    policyOf({ policies }, { candidates: [declaring({ dpa: true })] });
    expect(warn.mock.calls).toEqual([
      ['No declared model meets the policy "unmet": calls that it holds for will be refused.'],
    ]);
    warn.mockRestore();
  });
});
