import { z } from 'zod';
import { byForm, scalar, secret, section, text } from './scalars.js';

const LEGAL =
  'a text of visible ASCII characters, a list of { key, alias, weight }, { file: <path> } or { env: <name> }';

const single = scalar(LEGAL, (value) => secret.safeParse(value).data);

const several = z
  .array(
    section({
      key: secret,
      alias: scalar('1 to 64 letters, digits, ".", "_", "-", ":" or "@"', (value) =>
        typeof value === 'string' && /^[\w.@:-]{1,64}$/.test(value) ? value : undefined,
      ).optional(),
      weight: scalar('a number above 0', (value) =>
        typeof value === 'number' && value > 0 && value < Infinity ? value : undefined,
      ).optional(),
    }),
  )
  .min(1, 'at least one { key, alias, weight }');

const elsewhere = section({ file: text.optional(), env: text.optional() })
  .refine(
    ({ file, env }) => (file === undefined) !== (env === undefined),
    'either file (a path) or env (the name of a variable)',
  )
  .transform(({ file, env }) => (file === undefined ? { env: env ?? '' } : { file }));

export type ApiKeySettings =
  z.infer<typeof single> | z.infer<typeof several> | z.infer<typeof elsewhere>;

/** A provider's `apiKey`. */
export const apiKey = byForm<ApiKeySettings>((value) => {
  if (Array.isArray(value)) return several;
  return typeof value === 'object' && value !== null ? elsewhere : single;
});
