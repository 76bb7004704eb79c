import type { RedactDirective } from '../contracts/directives.js';
import { directiveDecorator } from './directive-metadata.js';

/**
 * Takes sensitive text out of every prompt of a method's calls before a provider sees it, and puts it back into the answer;
 * with `direction`, what models say is searched, too. Defaults: all kinds that the redactors know, `pseudonymise`, prompts.
 * Of nested decorators all hold: they only tighten. Names are checked at boot.
 *
 * On a controller method under `@UseInterceptors(RedactionInterceptor)` it holds for the HTTP request as well: the method sees
 * body and query without what is found in them, and what it returns is treated like an answer.
 *
 * @example
 * ```ts
 * @Redact({ actions: { secret: 'block', email: 'hash' }, direction: 'both' })
 * ```
 */
export const Redact = (redact: RedactDirective = {}) => directiveDecorator({ redact });
