import type { IncomingHttpHeaders } from 'node:http';
import type { DataLabels } from '../contracts/data-classes.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';

/** Request header with the class that the data of the call has at least: it only raises what the call has without it. */
export const SENSITIVITY_HEADER = 'x-llm-router-sensitivity';
/** Request header with what the call is for. */
export const PURPOSE_HEADER = 'x-llm-router-purpose';

const LABEL = /^[\x21-\x2b\x2d-\x7e]{1,100}$/;
const MAX_LABELS = 16;

/** What a request says of its data. Throws an `InvalidRequestError` that says what a label may look like. */
export function readLabels(headers: IncomingHttpHeaders): DataLabels {
  const sensitivityFloor = read(headers, SENSITIVITY_HEADER);
  const purpose = read(headers, PURPOSE_HEADER);
  return { ...(sensitivityFloor && { sensitivityFloor }), ...(purpose && { purpose }) };
}

/** Undefined where the header is not there; one that is there says something. */
function read(headers: IncomingHttpHeaders, name: string): readonly string[] | undefined {
  const value = headers[name];
  if (value === undefined) return undefined;
  const labels = String(value)
    .split(',')
    .map((it) => it.trim());
  if (labels.length <= MAX_LABELS && labels.every((it) => LABEL.test(it))) return labels;
  throw new InvalidRequestError(
    `${name}: ${JSON.stringify(String(value).slice(0, 80))} is not legal. Legal: 1 to ${MAX_LABELS} labels, separated by commas, each 1 to 100 visible ASCII characters.`,
    name,
  );
}
