import { SensitiveTextRedactor } from './sensitive-text.redactor.js';

/** The recognisers that come with the module: one redactor runs them all, in one pass over a text. */
export const builtInRedactors = [SensitiveTextRedactor] as const;
