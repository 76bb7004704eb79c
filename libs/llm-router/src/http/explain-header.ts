import type { IncomingHttpHeaders } from 'node:http';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';

/** Request header: `true` asks for the decision record in the answer. Default `false`. */
export const EXPLAIN_HEADER = 'x-llm-router-explain';

/** Throws an `InvalidRequestError` for anything but `true` and `false`. */
export function asksToExplain(headers: IncomingHttpHeaders): boolean {
  const asked = headers[EXPLAIN_HEADER];
  if (asked === undefined) return false;
  const word = String(asked).trim().toLowerCase();
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw new InvalidRequestError(
    `${EXPLAIN_HEADER} must be true or false, not ${JSON.stringify(String(asked).slice(0, 80))}.`,
    EXPLAIN_HEADER,
  );
}
