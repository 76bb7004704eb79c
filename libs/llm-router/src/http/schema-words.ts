import { z } from 'zod';

// The message of every rule is what is legal there, in words: the error that callers see is built from it. Objects are
// not "loose": nobody reads what parsing gives, and to skip unknown fields is cheaper than to copy them.

export const text = z.string('a string');
export const flag = z.boolean('true or false');
export const nonEmpty = z.string('a non-empty string').min(1, 'a non-empty string');
export const object = z.custom<object>(isObject, 'an object');
export const jsonSchema = z.custom<object>(isObject, 'a JSON Schema as an object');
/** A number of tokens. */
export const tokens = whole('a whole number from 1', 1, Number.MAX_SAFE_INTEGER);

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function between(min: number, max: number) {
  const legal = `a number from ${min} to ${max}`;
  return z.number(legal).min(min, legal).max(max, legal);
}

export function whole(legal: string, min: number, max: number) {
  return z.int(legal).min(min, legal).max(max, legal);
}

/** An object whose `type` decides its form. Of a `type` that is not listed, it is told which are. */
export function oneOfTypes(kinds: Readonly<Record<string, z.ZodType>>) {
  const legal = `one of ${Object.keys(kinds)
    .map((it) => JSON.stringify(it))
    .join(', ')}`;
  return known(kinds, z.object({ type: z.never(legal) }, 'an object with a "type"'));
}

/** The same, but a `type` that is not listed passes, as it may be new or the provider's own. */
export function knownTypes(kinds: Readonly<Record<string, z.ZodType>>) {
  return known(kinds, z.object({ type: text }, 'an object with a "type"'));
}

function known(kinds: Readonly<Record<string, z.ZodType>>, anyKind: z.ZodType) {
  const byType = new Map<unknown, z.ZodType>(Object.entries(kinds));
  return z.unknown().check(({ value, issues }) => {
    const kind = byType.get((value as { type?: unknown } | null)?.type) ?? anyKind;
    for (const issue of kind.safeParse(value).error?.issues ?? []) {
      issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    }
  });
}
