import type { z } from 'zod';
import { flag, labels, section, secret, sha256, text } from './scalars.js';

/** One entry of `keys`. */
export const key = section({
  id: text,
  key: secret.optional(),
  sha256: sha256.optional(),
  tenant: text.optional(),
  tags: labels.optional(),
  admin: flag.default(false),
}).refine((it) => (it.key === undefined) !== (it.sha256 === undefined), {
  error: 'either key, or sha256 (the digest of the key)',
});

export type KeySettings = z.infer<typeof key>;
