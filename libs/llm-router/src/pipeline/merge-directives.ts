import type {
  CacheDirective,
  Directives,
  RedactAction,
  RedactDirective,
} from '../contracts/directives.js';
import { mergeRoute } from '../contracts/merge-route.js';

/** Weakest first. */
const ACTIONS: readonly RedactAction[] = ['pseudonymise', 'mask', 'block'];

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

function mergeRedact(
  outer: RedactDirective | undefined,
  inner: RedactDirective | undefined,
): RedactDirective | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  const entities =
    outer.entities && inner.entities
      ? [...new Set([...outer.entities, ...inner.entities])]
      : undefined;
  return { action: stricter(outer.action, inner.action), entities };
}

function stricter(
  a: RedactAction = 'pseudonymise',
  b: RedactAction = 'pseudonymise',
): RedactAction {
  return ACTIONS.indexOf(a) >= ACTIONS.indexOf(b) ? a : b;
}
