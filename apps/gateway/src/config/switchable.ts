import { z } from 'zod';
import { flag } from './scalars.js';

/** A group of settings that `false`, or `enabled: false` in it, switches off. */
export function switchable<T extends { enabled: boolean }>(group: z.ZodType<T>) {
  return z
    .preprocess((value) => (value === false ? { enabled: false } : value), group)
    .transform(({ enabled, ...options }) => enabled && options);
}

/** To be named in the group. */
export const enabled = flag.default(true);
