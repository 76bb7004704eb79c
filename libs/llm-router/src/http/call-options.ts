import type { IncomingHttpHeaders } from 'node:http';
import type { CallOptions, CallOrigin } from '../contracts/options.js';
import { llmCallerOf } from '../contracts/caller-of-request.js';
import { mergeRoute } from '../contracts/merge-route.js';
import { readLabels } from './label-headers.js';
import { readTags, TAGS_HEADER } from './tags-header.js';

/** What both platforms' requests have. */
export interface PlatformRequest {
  readonly headers: IncomingHttpHeaders;
  /** Below where the handler is mounted. */
  readonly url?: string;
  /** As it was asked for. */
  readonly originalUrl?: string;
}

/** What a request says about its call, beside its body. */
export function callOptionsOf(
  request: PlatformRequest,
  door: string,
  signal: AbortSignal,
  patienceMs?: number,
): CallOptions {
  const { tags: callerTags, route: limits, ...caller } = llmCallerOf(request) ?? {};
  const tags = { ...readTags(request.headers[TAGS_HEADER]), ...callerTags };
  const said = { ...readLabels(request.headers), ...(Object.keys(tags).length > 0 && { tags }) };
  const route = mergeRoute(limits, Object.keys(said).length > 0 ? said : undefined);
  return {
    signal,
    patienceMs,
    origin: originOf(request),
    caller: { ...caller, door },
    ...(route && { route }),
  };
}

function originOf({ headers, originalUrl, url = '' }: PlatformRequest): CallOrigin {
  const target = originalUrl ?? url;
  const end = target.indexOf('?');
  return { path: end < 0 ? target : target.slice(0, end), headers };
}
