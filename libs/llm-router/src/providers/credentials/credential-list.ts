import type { Credential } from '../../contracts/credential-source.js';

/** What can stand in a header: anything else would let a key write headers of its own. */
const KEY = /^[\x21-\x7e]+$/;

export function isKey(value: unknown): value is string {
  return typeof value === 'string' && KEY.test(value);
}

/** What is wrong with a list of keys, in words that quote none of them; undefined where nothing is. */
export function problemOf(list: unknown): string | undefined {
  if (!Array.isArray(list)) return 'is no list of keys';
  const aliases = new Set<string>();
  for (const [index, item] of (list as Partial<Credential>[]).entries()) {
    const alias = aliasOf(item, index);
    const problem = problemOfItem(item);
    if (problem !== undefined) return `${problem} (${alias})`;
    if (aliases.has(alias)) return `names two keys ${JSON.stringify(alias)}`;
    aliases.add(alias);
  }
  return undefined;
}

export function aliasOf(item: Partial<Credential> | null, index: number): string {
  return typeof item?.alias === 'string' ? item.alias : `key-${index + 1}`;
}

function problemOfItem(item: Partial<Credential> | null): string | undefined {
  if (typeof item !== 'object' || item === null) return 'holds something that is no key';
  const { key, alias, weight = 1 } = item;
  if (!isKey(key))
    return 'holds a key that is empty, or has white space or characters that no key has';
  if (alias !== undefined && (typeof alias !== 'string' || !/^[\w.@:-]{1,64}$/.test(alias))) {
    return 'has an alias that is not 1 to 64 letters, digits, ".", "_", "-", ":" or "@"';
  }
  return typeof weight === 'number' && weight > 0 && weight < Infinity
    ? undefined
    : 'has a weight that is no positive number';
}

/** The keys of a text, one after another with white space between; the form of an environment variable or a file. */
export function credentialsIn(text: string): readonly Credential[] {
  return text
    .split(/\s+/)
    .filter((key) => key !== '')
    .map((key) => ({ key }));
}
