import type { z } from 'zod';
import type { Problem } from './configuration-problems.js';
import { didYouMean } from './scalars.js';

const SECRET = /(^|_)(apiKey|key|keys|secret|sha256)$/i;
const ONE_OF = 'one of ';

/** `['providers', 1, 'type']` as people write it: `providers[1].type`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    const name = String(step);
    if (!/^[\w-]+$/.test(name)) return `${place}[${JSON.stringify(name)}]`;
    return place === '' ? name : `${place}.${name}`;
  }, '');
}

/** A validation issue as problems; `written` is the document as its author wrote it. */
export function describeIssue(
  source: string,
  issue: z.core.$ZodIssue,
  written: unknown,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      source,
      place: placeOf([...issue.path, name]),
      message: `there is no such setting.${didYouMean(name, issue.message.split(', '))} Legal: ${issue.message}.`,
    }));
  }
  const value = issue.path.reduce<unknown>(
    (inner, step) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[step],
    written,
  );
  const names = issue.message.startsWith(ONE_OF)
    ? issue.message.slice(ONE_OF.length).split(', ')
    : [];
  const hint = typeof value === 'string' ? didYouMean(value, names) : '';
  const message = `${verdict(value, issue.path)}${hint} Legal: ${issue.message}.`;
  return [{ source, place: placeOf(issue.path), message }];
}

function verdict(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined || value === null) return 'missing.';
  if (typeof value === 'object') return 'what is written here is not legal.';
  if (path.some((step) => SECRET.test(String(step)))) return 'the value (not shown) is not legal.';
  const shown = typeof value === 'string' ? withoutSecrets(value) : value;
  return `${JSON.stringify(shown)} is not legal.`;
}

/** A URL may hold a password, before its host or in its query. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\/\/.*@/s, '//…@')
    .replace(/(:\/\/[^?]*)\?.*/s, '$1?…')
    .slice(0, 100);
}
