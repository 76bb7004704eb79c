import type { Duration } from 'nestjs-llm-router';
import { z } from 'zod';
import { nearNames } from 'nestjs-llm-router';

/** One value. `read` gives undefined for what it does not take; the issue's message is what would be legal. */
export function scalar<T>(legal: string, read: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const result = read(value);
    if (result !== undefined) return result;
    context.issues.push({ code: 'custom', message: legal, input: value });
    return z.NEVER;
  });
}

const matching = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : Number(matching(/^\s*[\d.]+\s*$/)(value) ?? NaN);

export const text = scalar('a text that is not blank', matching(/\S/));

/** What an HTTP header can carry as a credential. */
export const secret = scalar('a text of visible ASCII characters', matching(/^[\x21-\x7e]+$/));

export const sha256 = scalar('a SHA-256 digest: 64 hexadecimal digits', (value) =>
  matching(/^[0-9a-f]{64}$/i)(value)?.toLowerCase(),
);

export const flag = scalar('true or false', (value) =>
  typeof value === 'boolean' ? value : { true: true, false: false }[String(value)],
);

const list = z.array(text, { error: 'a list of texts' });
const oneText = scalar('a text that is not blank, or a list of texts', matching(/\S/));

/** Texts by name, e.g. tags. */
export const labels = z.record(z.string(), text, { error: 'names with texts' });

/** A list of names. */
export const names = z.array(text, { error: 'a list of names' });

/** A whole number; written as text, as from the environment, it is one too. */
export function whole(min: number, max?: number) {
  const legal = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
  return scalar(`a whole number, ${legal}`, (value) => {
    const number = numberOf(value);
    const fits = Number.isSafeInteger(number) && number >= min && number <= (max ?? number);
    return fits ? number : undefined;
  });
}

/** Any number; written as text, as from the environment, it is one too. */
export function number(min: number, max?: number) {
  const legal = max === undefined ? `a number, ${min} or more` : `a number from ${min} to ${max}`;
  return scalar(legal, (value) => {
    const number = numberOf(value);
    return number >= min && number <= (max ?? Number.MAX_VALUE) ? number : undefined;
  });
}

export const duration = scalar(
  'milliseconds as a number, or e.g. "500ms", "30s", "10m", "2h", "1d"',
  (value) =>
    (typeof value === 'number' && value >= 0 && Number.isFinite(value)) ||
    matching(/^\d+(\.\d+)?(ms|s|m|h|d)$/)(value) !== undefined
      ? (value as Duration)
      : undefined,
);

const BYTES: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2 };

export const byteSize = scalar('bytes as a number, or e.g. "512KiB", "32MiB"', (value) => {
  const [, amount, unit = ''] = /^(\d+)(KiB|MiB)?$/.exec(String(value)) ?? [];
  const bytes = Number(amount) * (BYTES[unit] ?? NaN);
  return bytes > 0 ? bytes : undefined;
});

export const httpUrl = scalar('a URL that begins with http:// or https://', (value) =>
  URL.canParse(String(value)) ? matching(/^https?:\/\/./)(value) : undefined,
);

export const redisUrl = scalar('a URL that begins with redis:// or rediss://', (value) =>
  URL.canParse(String(value)) ? matching(/^rediss?:\/\/./)(value) : undefined,
);

export const databaseUrl = scalar(
  'a URL that begins with postgres:// or postgresql://, the path of an SQLite file, or ":memory:"',
  (value) => matching(/^(postgres(ql)?:\/\/.+|(?!\w+:\/\/).*\S.*)$/)(value),
);

/** US dollars per million tokens. Decimal text stays text, so that no digit is lost. */
export const rate = scalar('US dollars per million tokens, e.g. 0.15 or "0.15"', (value) =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value)
    ? value
    : matching(/^\d+(\.\d{1,12})?$/)(value),
);

/** US dollars. Decimal text stays text, so that no digit is lost. */
export const usd = scalar('US dollars, e.g. 12.5 or "12.50"', (value) =>
  matching(/^\d+(\.\d{1,12})?$/)(typeof value === 'number' ? String(value) : value),
);

export const pointInTime = scalar('a point in time, e.g. "2027-01-31T00:00:00Z"', (value) => {
  const time = new Date(value instanceof Date ? value : (matching(/^\d{4}-/)(value) ?? NaN));
  return Number.isNaN(time.getTime()) ? undefined : time;
});

export function oneOf<const T extends string>(...names: readonly T[]) {
  return scalar(`one of ${names.join(', ')}`, (value) => names.find((it) => it === value));
}

/** A group of settings in which an unknown key is a mistake; the message of such an issue lists the keys that exist. */
export function section<T extends z.core.$ZodShape>(shape: T) {
  const names = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? names : `a group of settings: ${names}`),
  });
}

/**
 * A value that may be written in several forms: `formOf` says which one is meant. What is wrong inside it is told at its
 * own place.
 */
export function byForm<T>(formOf: (value: unknown) => z.ZodType<T>) {
  return z.unknown().transform((value, context): T => {
    const result = formOf(value).safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });
}

/** A text, or a list of texts. */
export const texts = byForm<string | string[]>((value) => (Array.isArray(value) ? list : oneText));

export function didYouMean(name: string, known: readonly string[]): string {
  const [near] = nearNames(name, known, 1);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
