import { z } from 'zod';

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
const TIME = 'an ISO 8601 date or time, once, e.g. 2026-11-22 or 2026-11-22T14:00:00Z';

/** Parameters of several lists. */
export const text = z.string('a text, once').min(1, 'a text that is not empty');
export const limit = z
  .string('a number, once')
  .regex(/^([1-9]\d{0,2}|1000)$/, 'a whole number from 1 to 1000')
  .transform(Number);
export const time = z
  .string(TIME)
  .refine((value) => ISO.test(value) && !Number.isNaN(Date.parse(value)), { error: TIME })
  .transform((value) => new Date(value));
