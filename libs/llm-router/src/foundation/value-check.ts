import { nearNames } from './near-names.js';

/** What is wrong with a value from outside: where in it, what is there, and what would be legal. */
export interface Misfit {
  readonly path: readonly (string | number)[];
  /** Undefined: nothing is there. */
  readonly value: unknown;
  readonly legal: string;
  /** The names that exist, where one is used that does not. */
  readonly known?: readonly string[];
}

/** The first misfit of a value; undefined where it is legal. */
export type Check = (value: unknown) => Misfit | undefined;

export interface FieldsOptions {
  /** Names of fields that must be there. Default none. */
  readonly required?: readonly string[];
  /** True: fields of other names are nobody's business. Default false: they are misfits. */
  readonly open?: boolean;
}

const SHOWN_CHARACTERS = 80;

export function check(legal: string, fits: (value: unknown) => boolean): Check {
  return (value) => (fits(value) ? undefined : { path: [], value, legal });
}

export function oneOf(...names: readonly string[]): Check {
  const listed = names.map((it) => JSON.stringify(it));
  const legal = listed.length === 2 ? listed.join(' or ') : `one of ${listed.join(', ')}`;
  return check(legal, (value) => names.some((it) => it === value));
}

export function listOf(legal: string, item: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return { path: [], value, legal };
    for (const [index, it] of value.entries()) {
      const misfit = item(it);
      if (misfit !== undefined) return within(index, misfit);
    }
    return undefined;
  };
}

/** A value by any name. */
export function recordOf(legal: string, item: Check): Check {
  return (value) => {
    if (!isObject(value)) return { path: [], value, legal };
    for (const [name, it] of Object.entries(value)) {
      const misfit = item(it);
      if (misfit !== undefined) return within(name, misfit);
    }
    return undefined;
  };
}

/** An object; null stands for a field that is left out. */
export function fields(
  legal: string,
  checks: Readonly<Record<string, Check>>,
  { required = [], open = false }: FieldsOptions = {},
): Check {
  const known = Object.keys(checks);
  const byName = new Map(Object.entries(checks));
  return (value) => {
    if (!isObject(value)) return { path: [], value, legal };
    for (const [name, it] of Object.entries(value)) {
      const field = byName.get(name);
      if (field === undefined && !open) {
        return { path: [name], value: it, legal: known.join(', '), known };
      }
      const misfit = it === undefined || it === null ? undefined : field?.(it);
      if (misfit !== undefined) return within(name, misfit);
    }
    for (const name of required) {
      if (value[name] === undefined || value[name] === null) {
        const there = byName.get(name)?.(undefined);
        if (there !== undefined) return within(name, there);
      }
    }
    return undefined;
  };
}

/** One value, or a list of them. */
export function oneOrMore(item: Check, legal: string): Check {
  const list = listOf(legal, item);
  return (value) => {
    if (Array.isArray(value)) return list(value);
    return item(value) && { path: [], value, legal };
  };
}

/** A place as people write it: `max_price.prompt`, `fallback[1]`. */
export function placeOf(path: readonly (string | number)[]): string {
  return path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? step : `${place}.${step}`;
  }, '');
}

/** A misfit as a sentence that begins with its place. */
export function describeMisfit({ path, value, legal, known }: Misfit): string {
  return `${placeOf(path)}: ${verdict(path, value, known)} Legal: ${legal}.`;
}

function verdict(path: Misfit['path'], value: unknown, known: Misfit['known']): string {
  if (known !== undefined) {
    const [near] = nearNames(String(path.at(-1)), known, 1);
    return `there is no such field.${near === undefined ? '' : ` Did you mean ${near}?`}`;
  }
  if (value === undefined || value === null) return 'missing.';
  switch (typeof value) {
    case 'string':
      return `${JSON.stringify(value.slice(0, SHOWN_CHARACTERS))} is not legal.`;
    case 'number':
    case 'boolean':
      return `${value} is not legal.`;
    default:
      return 'what is written here is not legal.';
  }
}

function within(step: string | number, misfit: Misfit): Misfit {
  return { ...misfit, path: [step, ...misfit.path] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
