import type { RouteDirective } from '../contracts/directives.js';
import { directiveDecorator } from './directive-metadata.js';

/**
 * Says where the calls of a method, or of all methods of a class, go. On a controller or an injectable: every call
 * that is made while the method runs obeys it, and a `Prompt` or `ChatRequest` that the method returns is completed for
 * it. What the call itself or a nearer decorator says wins; tags add up. Names are checked at boot.
 *
 * @example
 * ```ts
 * @RouteModel({ tier: 'cheap', fallback: ['anthropic/claude-haiku-4-5'] })
 * ```
 */
export const RouteModel = (route: RouteDirective) => directiveDecorator({ route });
