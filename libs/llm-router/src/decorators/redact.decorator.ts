import type { RedactDirective } from '../contracts/directives.js';
import { directiveDecorator } from './directive-metadata.js';

/**
 * Takes sensitive text out of every prompt of a method's calls before a provider sees it, and puts it back into the
 * answer. Defaults: all kinds that the redactors know, `pseudonymise`. Nested decorators only tighten.
 */
export const Redact = (redact: RedactDirective = {}) => directiveDecorator({ redact });
