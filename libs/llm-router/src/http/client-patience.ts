import type { IncomingHttpHeaders } from 'node:http';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';

/** How long a client says that it waits, in milliseconds. */
export interface ClientPatience {
  /** Until the answer begins: what the official clients' `timeout` limits. */
  readonly beginMs?: number;
  /** Until the answer is complete. */
  readonly totalMs?: number;
}

/** Request header: milliseconds until the answer must be complete. */
export const TIMEOUT_HEADER = 'x-request-timeout-ms';
/** Request header of the official clients: the seconds of their own `timeout`. */
const CLIENT_TIMEOUT_HEADER = 'x-stainless-timeout';
/** A timer of Node's holds no more. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Throws an `InvalidRequestError` where `x-request-timeout-ms` is no whole number from 1. */
export function readPatience(headers: IncomingHttpHeaders): ClientPatience {
  const seconds = Number(headers[CLIENT_TIMEOUT_HEADER]);
  const total = headers[TIMEOUT_HEADER];
  if (total !== undefined && !/^[1-9]\d{0,15}$/.test(String(total))) {
    throw new InvalidRequestError(
      `${TIMEOUT_HEADER} must be a whole number of milliseconds from 1.`,
      TIMEOUT_HEADER,
    );
  }
  return {
    ...(seconds > 0 ? { beginMs: Math.min(seconds * 1_000, MAX_TIMER_MS) } : {}),
    ...(total === undefined ? {} : { totalMs: Math.min(Number(total), MAX_TIMER_MS) }),
  };
}
