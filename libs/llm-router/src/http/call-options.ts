import type { IncomingHttpHeaders } from 'node:http';
import type { CallOptions } from '../contracts/options.js';
import { llmCallerOf } from '../contracts/caller-of-request.js';
import { readTags, TAGS_HEADER } from './tags-header.js';

/** What both platforms' requests have. */
export interface PlatformRequest {
  readonly headers: IncomingHttpHeaders;
}

/** What a request says about its call, beside its body. */
export function callOptionsOf(
  request: PlatformRequest,
  door: string,
  signal: AbortSignal,
): CallOptions {
  const { tags: callerTags, ...caller } = llmCallerOf(request) ?? {};
  const tags = { ...readTags(request.headers[TAGS_HEADER]), ...callerTags };
  return {
    signal,
    caller: { ...caller, door },
    ...(Object.keys(tags).length > 0 ? { route: { tags } } : {}),
  };
}
