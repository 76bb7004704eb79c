import { z } from 'zod';
import { duration, flag, number, section, whole } from './scalars.js';

/** A group of settings that `false`, or `enabled: false` in it, switches off. */
function switchable<T extends { enabled: boolean }>(group: z.ZodType<T>) {
  return z
    .preprocess((value) => (value === false ? { enabled: false } : value), group)
    .transform(({ enabled, ...options }) => enabled && options);
}

const enabled = flag.default(true);

export const timeouts = section({
  connect: duration.optional(),
  firstPart: duration.optional(),
  idle: duration.optional(),
  attempt: duration.optional(),
  total: duration.optional(),
});

export const retries = section({
  attempts: whole(1).optional(),
  perTarget: whole(1).optional(),
  baseDelay: duration.optional(),
  maxDelay: duration.optional(),
  budget: number(0, 1).optional(),
  budgetFloor: whole(0).optional(),
});

export const breaker = switchable(
  section({
    enabled,
    failures: whole(1).optional(),
    errorRate: number(0, 1).optional(),
    window: duration.optional(),
    minSamples: whole(1).optional(),
    coolDown: duration.optional(),
    maxCoolDown: duration.optional(),
  }),
);

export const hedge = switchable(
  section({
    enabled,
    percentile: number(0, 100).optional(),
    budget: number(0, 1).optional(),
    minSamples: whole(1).optional(),
    minDelay: duration.optional(),
  }),
);

export const concurrency = switchable(
  section({
    enabled,
    initial: whole(1).optional(),
    min: whole(1).optional(),
    max: whole(1).optional(),
    queue: whole(0).optional(),
    maxWait: duration.optional(),
  }),
);
