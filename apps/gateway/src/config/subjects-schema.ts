import { z } from 'zod';
import { duration, flag, oneOf, scalar, section, text } from './scalars.js';
import { enabled, switchable } from './switchable.js';

const durations = z.record(z.string(), duration, { error: 'durations by name' });

const masterKeys = scalar('<id>:<32 random bytes as base64>, more of them after commas', (value) =>
  typeof value === 'string' && /\S/.test(value) ? value : undefined,
);

/** `subjects`: what is kept of people, and the keys that it is kept under. */
export const subjects = section({
  masterKeys: masterKeys.optional(),
  masterKeyFile: text.optional(),
  content: switchable(
    section({
      enabled,
      form: oneOf('redacted', 'original').default('redacted'),
      classes: z
        .record(z.string(), section({ store: flag }), { error: 'settings by class of data' })
        .optional(),
      retention: section({
        default: duration.default('30d'),
        classes: durations.optional(),
        tenants: durations.optional(),
      }).prefault({}),
    }),
  ).prefault(false),
}).refine(
  ({ masterKeys: keys, masterKeyFile: file }) => (keys === undefined) !== (file === undefined),
  { error: 'one of masterKeys, masterKeyFile', path: ['masterKeys'] },
);
