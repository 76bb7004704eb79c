import type { IncomingHttpHeaders } from 'node:http';
import { headerOf } from './http-answer.js';

/** No provider may keep us away for longer: 10 minutes. */
const MAX_RETRY_AFTER_MS = 600_000;

const NUMBER = /^\d+(\.\d+)?$/;
const HTTP_DATE = /^[A-Z][a-z]+,? /;

/** When a provider wants to be asked again: `retry-after-ms`, or `retry-after` in seconds or as an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: IncomingHttpHeaders, now = Date.now()): number | undefined {
  const milliseconds = headerOf(headers, 'retry-after-ms')?.trim() ?? '';
  if (NUMBER.test(milliseconds)) return clampRetryAfter(Number(milliseconds));
  const value = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (NUMBER.test(value)) return clampRetryAfter(Number(value) * 1_000);
  return HTTP_DATE.test(value) ? clampRetryAfter(Date.parse(value) - now) : undefined;
}

/** 0 to 10 minutes in whole milliseconds; undefined for what is not a number. */
export function clampRetryAfter(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds)
    ? undefined
    : Math.ceil(Math.min(Math.max(milliseconds, 0), MAX_RETRY_AFTER_MS));
}
