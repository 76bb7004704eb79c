import type { CacheDirective, Directives } from '../contracts/directives.js';
import { mergeRedact } from '../contracts/merge-redact.js';
import { mergeRoute } from '../contracts/merge-route.js';

/** What `inner` says within `outer`: preferences of the nearer win, tags add up, limits and redaction only tighten. */
export function mergeDirectives(outer: Directives, inner: Directives): Directives {
  return {
    route: mergeRoute(outer.route, inner.route),
    cache: mergeCache(outer.cache, inner.cache),
    redact: mergeRedact(outer.redact, inner.redact),
  };
}

function mergeCache(
  outer: CacheDirective | false | undefined,
  inner: CacheDirective | false | undefined,
): CacheDirective | false | undefined {
  if (inner === undefined || inner === false || !outer) return inner ?? outer;
  return { ...outer, ...inner };
}
