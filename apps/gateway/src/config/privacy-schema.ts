import { z } from 'zod';
import { redactDirective } from './redact-schema.js';
import { flag, labels, names, scalar, section, text, whole } from './scalars.js';

const jurisdictions = z.array(
  scalar('an ISO 3166-1 alpha-2 code such as DE, or EU or EEA', (value) =>
    typeof value === 'string' && /^(?:[a-z]{2}|eea)$/i.test(value) ? value : undefined,
  ),
  { error: 'a list of countries' },
);

/** YAML takes an unquoted date for one; a JSON date is text. */
const date = scalar('a date as YYYY-MM-DD', (value) => {
  const written = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(written) ? written : undefined;
});

const source = section({ reference: text, date }).optional();

/** What a provider or model does with what it is sent, by contract. */
export const dataPolicy = section({
  trainsOnData: flag.optional(),
  zeroRetention: flag.optional(),
  retentionDays: whole(0).optional(),
  regions: names.optional(),
  jurisdictions: jurisdictions.optional(),
  dpa: flag.optional(),
  baa: flag.optional(),
  subProcessors: names.optional(),
  sources: section({
    trainsOnData: source,
    zeroRetention: source,
    retentionDays: source,
    regions: source,
    jurisdictions: source,
    dpa: source,
    baa: source,
    subProcessors: source,
  }).optional(),
});

const policy = section({
  name: text,
  when: section({
    sensitivity: text.optional(),
    tenants: names.optional(),
    teams: names.optional(),
    keys: names.optional(),
    purposes: names.optional(),
    entities: names.optional(),
  }).optional(),
  require: section({
    regions: names.optional(),
    jurisdictions: jurisdictions.optional(),
    maxRetentionDays: whole(0).optional(),
    noTraining: flag.optional(),
    zeroRetention: flag.optional(),
    dpa: flag.optional(),
    baa: flag.optional(),
    providers: names.optional(),
    excludedSubProcessors: names.optional(),
  }),
});

/** `privacy`: classes of data, and who may be sent which. */
export const privacy = section({
  classes: names.optional(),
  unlabelled: text.optional(),
  detected: labels.optional(),
  purposes: labels.optional(),
  regionGroups: z.record(z.string(), names, { error: 'lists of regions by name' }).optional(),
  policies: z.array(policy, { error: 'a list of policies' }).optional(),
  redact: z
    .record(z.string(), redactDirective, { error: 'directives for redaction by class' })
    .optional(),
});
