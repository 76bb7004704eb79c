import type { AssignedValue, Token } from '../../detection/recogniser.js';
import { looksDrawn } from './randomness.js';

interface SecretOptions {
  /** `i`: in any case. */
  readonly flags?: 'i';
  /** In bits per character; below it, it is a placeholder. Default 2. */
  readonly entropy?: number;
  readonly accept?: (secret: string) => boolean;
}

/** Behind a secret nothing may stand that could be more of it. */
const END = '(?![\\w-])';

/** A secret whose issuer puts a prefix before it; `rest` is the source of a pattern. */
export function prefixed(
  entity: string,
  prefix: string | readonly string[],
  rest: string,
  { flags, entropy = 2, accept }: SecretOptions = {},
): Token {
  const prefixes = typeof prefix === 'string' ? [prefix] : prefix;
  const begin = prefixes.map((it) => it.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  return {
    kind: 'token',
    entity,
    prefixes,
    pattern: new RegExp(`(?:${begin})${rest}${END}`, `${flags ?? ''}y`),
    accept: (secret) =>
      prefixes.some((it) => secret.startsWith(it)) &&
      looksDrawn(secret, entropy) &&
      accept?.(secret) !== false,
  };
}

/** A secret that is known by the name to which it is assigned; `value` is the source of a pattern. */
export function named(
  entity: string,
  names: string | readonly string[],
  value: string,
  { flags, entropy = 2, accept }: SecretOptions = {},
): AssignedValue {
  return {
    kind: 'assigned',
    entity,
    names: typeof names === 'string' ? [names] : names,
    pattern: new RegExp(`${value}${END}`, `${flags ?? ''}y`),
    accept: (secret) => looksDrawn(secret, entropy) && accept?.(secret) !== false,
  };
}

export const UUID = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}';
