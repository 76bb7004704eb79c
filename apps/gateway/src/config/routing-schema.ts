import { z } from 'zod';
import {
  byForm,
  duration,
  flag,
  labels,
  names,
  number,
  oneOf,
  scalar,
  section,
  text,
  texts,
} from './scalars.js';

const textsByName = z.record(z.string(), texts, { error: 'names with texts' });

const timeOfDay = scalar('HH:MM, from 00:00 to 23:59', (value) =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : undefined,
);

const timeZone = scalar('the IANA name of a time zone, e.g. Europe/Berlin', (value) => {
  try {
    const zone = String(value);
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone;
  } catch {
    return undefined;
  }
});

const figure = number(0);

const percentiles = section({
  p50: figure.optional(),
  p75: figure.optional(),
  p90: figure.optional(),
  p95: figure.optional(),
  p99: figure.optional(),
});

/** A figure, or figures by percentile. */
const preferred = byForm<z.infer<typeof figure> | z.infer<typeof percentiles>>((value) =>
  typeof value === 'object' && value !== null ? percentiles : figure,
);

function range(min: number, max?: number) {
  return section({ min: number(min, max).optional(), max: number(min, max).optional() }).refine(
    (it) => (it.min ?? -Infinity) <= (it.max ?? Infinity),
    { error: 'min at most as large as max' },
  );
}

const condition = section({
  model: texts.optional(),
  tags: textsByName.optional(),
  headers: textsByName.optional(),
  user: texts.optional(),
  tenant: texts.optional(),
  key: texts.optional(),
  door: texts.optional(),
  path: texts.optional(),
  promptTokens: range(0).optional(),
  hasTools: flag.optional(),
  hasImages: flag.optional(),
  streams: flag.optional(),
  task: texts.optional(),
  language: texts.optional(),
  cheapSuffices: range(0, 1).optional(),
  time: section({
    from: timeOfDay,
    to: timeOfDay,
    timeZone: timeZone.optional(),
    days: z
      .array(oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'), { error: 'a list of days' })
      .optional(),
  }).optional(),
  percentage: number(0, 100).optional(),
});

const outcome = section({
  model: text.optional(),
  tier: text.optional(),
  fallback: names.optional(),
  strategy: text.optional(),
  timeout: duration.optional(),
  tags: labels.optional(),
  only: names.optional(),
  ignore: names.optional(),
  regions: names.optional(),
  requireTags: names.optional(),
  maxPrice: section({
    prompt: number(0).optional(),
    completion: number(0).optional(),
    request: number(0).optional(),
  }).optional(),
  dataCollection: oneOf('allow', 'deny').optional(),
  zeroRetention: flag.optional(),
  sensitivity: texts.optional(),
  purpose: texts.optional(),
  preferredMaxLatency: preferred.optional(),
  preferredMinThroughput: preferred.optional(),
  priority: oneOf('high', 'normal', 'low').optional(),
  hedge: flag.optional(),
  continueStreams: flag.optional(),
}).refine((it) => it.model === undefined || it.tier === undefined, {
  error: 'either model or tier',
});

const rule = section({ name: text, when: condition.optional(), then: outcome });

/** `routing`: how candidates are chosen. */
export const routing = section({
  strategy: text.optional(),
  defaultModel: text.optional(),
  priceWeight: number(0, 1).optional(),
  slowStart: duration.optional(),
  fastest: section({
    metric: oneOf('first-part', 'total').optional(),
    percentile: number(0, 100).optional(),
  }).optional(),
  classifier: text.optional(),
  rules: z.array(rule, { error: 'a list of rules' }).optional(),
});
