import { check, type Check, fields, listOf, type Misfit, oneOf, recordOf } from './value-check.js';

const flag = check('true or false', (it) => typeof it === 'boolean');
const days = check(
  'a whole number of days, from 0',
  (it) => Number.isSafeInteger(it) && (it as number) >= 0,
);
const names = listOf('a list of texts that are not blank', text('a text that is not blank'));
const jurisdictions = listOf(
  'a list of countries',
  check(
    'an ISO 3166-1 alpha-2 code such as "DE", or "EU" or "EEA"',
    (it) => typeof it === 'string' && /^(?:[a-z]{2}|eea)$/i.test(it),
  ),
);

/** Of a declared fact: `*` would be a pattern elsewhere. */
const regions = listOf(
  'a list of regions',
  check(
    'the name of a region, without "*"',
    (it) => typeof it === 'string' && /\S/.test(it) && !it.includes('*'),
  ),
);

const FACTS = {
  trainsOnData: flag,
  zeroRetention: flag,
  retentionDays: days,
  regions,
  jurisdictions,
  dpa: flag,
  baa: flag,
  subProcessors: names,
} satisfies Record<string, Check>;

const source = fields(
  'an object of reference and date',
  {
    reference: text('an address, or the name of a contract'),
    date: check('a date as YYYY-MM-DD', isDate),
  },
  { required: ['reference', 'date'] },
);

const facts = fields('an object of facts', {
  ...FACTS,
  sources: fields(
    'an object of sources by fact',
    Object.fromEntries(Object.keys(FACTS).map((name) => [name, source])),
  ),
});

const requirements = fields('an object of what is required', {
  regions: names,
  jurisdictions,
  maxRetentionDays: days,
  noTraining: flag,
  zeroRetention: flag,
  dpa: flag,
  baa: flag,
  providers: names,
  excludedSubProcessors: names,
});

const redaction = fields('an object of entities, action, actions and direction', {
  entities: names,
  action: text('an action'),
  actions: recordOf('actions by entity', text('an action')),
  direction: oneOf('input', 'output', 'both'),
});

const privacy = fields('an object', {
  classes: names,
  unlabelled: text('a class'),
  detected: recordOf('classes by entity', text('a class')),
  purposes: recordOf('texts by purpose', text('a text that is not blank')),
  regionGroups: recordOf('lists of regions by name', names),
  redact: recordOf('directives for redaction by class', redaction),
  policies: listOf(
    'a list of policies',
    fields(
      'an object with "name", "when" and "require"',
      {
        name: text('a text that is not blank'),
        when: fields('an object of conditions', {
          sensitivity: text('a class'),
          tenants: names,
          teams: names,
          keys: names,
          purposes: names,
          entities: names,
        }),
        require: requirements,
      },
      { required: ['name', 'require'] },
    ),
  ),
});

/** Of what a provider or model declares. Facts that contradict each other are a misfit too. */
export function dataPolicyMisfit(value: unknown): Misfit | undefined {
  const misfit = facts(value);
  if (misfit !== undefined) return misfit;
  const { zeroRetention, retentionDays } = value as {
    zeroRetention?: boolean | null;
    retentionDays?: number | null;
  };
  const contradicts =
    typeof zeroRetention === 'boolean' &&
    typeof retentionDays === 'number' &&
    zeroRetention !== (retentionDays === 0);
  return contradicts
    ? { path: ['retentionDays'], value: retentionDays, legal: legalBeside(zeroRetention) }
    : undefined;
}

/** Of the option `privacy`, as far as it can be told without knowing what its names stand for. */
export function privacyMisfit(value: unknown): Misfit | undefined {
  return privacy(value);
}

function legalBeside(zeroRetention: boolean): string {
  return zeroRetention ? '0 beside zeroRetention: true' : '1 or more beside zeroRetention: false';
}

function text(legal: string): Check {
  return check(legal, (it) => typeof it === 'string' && /\S/.test(it));
}

function isDate(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
