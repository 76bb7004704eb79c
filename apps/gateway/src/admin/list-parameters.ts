import { z } from 'zod';

/** Parameters of several lists. */
export const text = z.string('a text, once').min(1, 'a text that is not empty');
export const limit = z
  .string('a number, once')
  .regex(/^([1-9]\d{0,2}|1000)$/, 'a whole number from 1 to 1000')
  .transform(Number);
