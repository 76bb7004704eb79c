import { duration, number, section, whole } from './scalars.js';
import { enabled, switchable } from './switchable.js';

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
