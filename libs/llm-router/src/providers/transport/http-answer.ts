import type { IncomingHttpHeaders } from 'node:http';
import type { ResponseBody } from './response-body.js';

/** An HTTP answer whose body is still under way. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: ResponseBody;
}

/** The first value of a header. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
