import type { Marked, Span } from '../../detection/recogniser.js';

/** RFC 5321, 4.5.3.1. */
const LONGEST_LOCAL_PART = 64;
const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN =
  /@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{0,58}[a-z0-9]|\p{L}{2,63})/iuy;

/** E-mail addresses, internationalised ones too. */
export const email: Marked = { kind: 'marked', entity: 'email', mark: '@', around: addressAround };

function addressAround(text: string, at: number): Span | undefined {
  let start = at;
  while (start > 0 && at - start < LONGEST_LOCAL_PART && LOCAL.test(text.charAt(start - 1)))
    start--;
  while (start < at && /[.'%+-]/.test(text.charAt(start))) start++;
  if (start === at) return undefined;
  DOMAIN.lastIndex = at;
  const domain = DOMAIN.exec(text)?.[0];
  return domain === undefined ? undefined : { start, end: at + domain.length };
}
