import type { CacheDirective } from '../contracts/directives.js';
import { directiveDecorator } from './directive-metadata.js';

/**
 * Lets finished replies of a method's calls, or of all methods of a class, be served again to the same request.
 * `false` switches off what a class or an outer method switched on. Defaults: `cache.ttl` of the module, the tenant's own replies.
 */
export const CacheCompletion = (cache: CacheDirective | false = {}) =>
  directiveDecorator({ cache });
