import type { z } from 'zod';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Longer strings are told by their length: they are content, not a slip of the pen. */
const SHOWN_CHARACTERS = 40;

/** Says what a field holds and what is legal there; a schema's messages are the latter. */
export function invalidField(issue: Issue, body: unknown): InvalidRequestError {
  const { path, legal } = locate(issue, []);
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    body,
  );
  const param = pathText(path);
  const field = param || 'The request body';
  const message =
    value === undefined
      ? `${field} is missing; it must be ${legal}.`
      : `${field} must be ${legal}, not ${describe(value)}.`;
  return new InvalidRequestError(message, param);
}

/** Where a value fits none of several forms, the form is meant whose outside fits. */
function locate(issue: Issue, outer: Path): { path: Path; legal: string } {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.map(([first]) => first).find((it) => it && it.path.length > 0);
    if (inner) return locate(inner, path);
  }
  return { path, legal: issue.message };
}

function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  switch (typeof value) {
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'string':
      return value.length > SHOWN_CHARACTERS
        ? `a string of ${value.length} characters`
        : `the string ${JSON.stringify(value)}`;
    default:
      return `the ${typeof value} ${String(value)}`;
  }
}
