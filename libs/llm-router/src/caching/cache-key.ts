import { createHash } from 'node:crypto';
import type { Caller } from '../contracts/caller.js';
import type { RequestCaller } from '../contracts/caller-of-request.js';
import type { CacheDirective, RouteDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import { canonicalJson } from '../foundation/canonical-json.js';

/** Changes whenever a kept reply could no longer be read, or the same key would mean something else. */
const VERSION = 'llm-router:1';

/** What says how the answer travels, who asks, or what is already in `exchange.model`. */
const WITHOUT_BEARING = new Set(['stream', 'stream_options', 'user', 'metadata', 'model', 'tier']);

/** The key under which calls share a reply; undefined where this call must share with nobody. */
export function cacheKey(exchange: Exchange, directive: CacheDirective): string | undefined {
  const sharers = sharersOf(exchange.caller, directive.scope ?? 'tenant');
  if (sharers === undefined) return undefined;
  const { allowedModels }: RequestCaller = exchange.caller;
  const request = Object.entries(exchange.request).filter(
    ([field, value]) => value !== null && !WITHOUT_BEARING.has(field),
  );
  const json = canonicalJson({
    model: exchange.model,
    ...whoMayAnswer(exchange.directives.route ?? {}),
    allowedModels,
    compliance: exchange.compliance?.hash,
    sharers,
    request: Object.fromEntries(request),
  });
  return `${VERSION}:${createHash('sha256').update(json).digest('hex')}`;
}

/** A reply of somebody who may not answer this call is no answer to it. */
function whoMayAnswer(route: RouteDirective): Partial<RouteDirective> {
  const {
    fallback = [],
    only,
    ignore,
    regions,
    requireTags,
    dataCollection,
    zeroRetention,
  } = route;
  return { fallback, only, ignore, regions, requireTags, dataCollection, zeroRetention };
}

/** A call that names no user shares with nobody in the scope `user`: nobody knows whose answer it would get. */
function sharersOf(
  { tenant, user }: Caller,
  scope: NonNullable<CacheDirective['scope']>,
): readonly (string | null)[] | undefined {
  switch (scope) {
    case 'global':
      return [scope];
    case 'tenant':
      return [scope, tenant ?? null];
    case 'user':
      return user === undefined ? undefined : [scope, tenant ?? null, user];
  }
}
