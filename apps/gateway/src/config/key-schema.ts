import type { z } from 'zod';
import {
  flag,
  labels,
  names,
  number,
  oneOf,
  pointInTime,
  section,
  secret,
  sha256,
  text,
  texts,
  usd,
  whole,
} from './scalars.js';

/** One entry of `keys`. */
export const key = section({
  id: text,
  key: secret.optional(),
  sha256: sha256.optional(),
  tenant: text.optional(),
  tags: labels.optional(),
  name: text.optional(),
  team: text.optional(),
  user: text.optional(),
  models: names.optional(),
  providers: names.optional(),
  regions: names.optional(),
  dataCollection: oneOf('allow', 'deny').optional(),
  zeroRetention: flag.optional(),
  sensitivity: texts.optional(),
  purpose: texts.optional(),
  maxPrice: section({
    prompt: number(0).optional(),
    completion: number(0).optional(),
    request: number(0).optional(),
  }).optional(),
  requestsPerMinute: whole(1).optional(),
  tokensPerMinute: whole(1).optional(),
  budget: section({
    usd,
    window: oneOf('minute', 'hour', 'day', 'week', 'month', 'total'),
  }).optional(),
  rights: names.optional(),
  expiresAt: pointInTime.optional(),
  admin: flag.default(false),
}).refine((it) => (it.key === undefined) !== (it.sha256 === undefined), {
  error: 'either key, or sha256 (the digest of the key)',
});

export type KeySettings = z.infer<typeof key>;
