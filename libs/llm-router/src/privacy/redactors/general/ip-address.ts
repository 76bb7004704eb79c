import { isIPv4, isIPv6 } from 'node:net';
import type { Marked, Span, Walk, WalkedSpan } from '../../detection/recogniser.js';

const LONGEST = 64;
const PART = /[\da-f:.]/i;
const LONGEST_LETTERS = 15;
const LETTER_GROUPS = /(?:[a-f]{1,4}:){1,3}$/i;
const IPV4 = /\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/y;
/** A zone, and the length of a prefix. */
const REST = /(?:%\w{1,16})?(?:\/\d{1,3}(?!\d))?/y;

const CONTEXT = [
  'ip',
  'ipv4',
  'ipv6',
  'host',
  'server',
  'address',
  'src',
  'dst',
  'unspecified',
  'listen',
];

/** Version 4, and version 6 without a `::`. */
export const ipAddress: Walk = { kind: 'walk', entity: 'ip', from: addressFrom, context: CONTEXT };

/** Version 6 with a `::`. A name without a digit is left: code is full of them. */
export const shortenedIpAddress: Marked = {
  kind: 'marked',
  entity: 'ip',
  mark: '::',
  around: (text, at) => {
    const found = shortenedIpv6Around(text, at);
    return found !== undefined && /\d/.test(text.slice(found.start, found.end)) ? found : undefined;
  },
};

/** `::` alone, the address of none. */
export const unspecifiedIpAddress: Marked = {
  kind: 'marked',
  entity: 'ip',
  mark: '::',
  strength: 'weak',
  context: CONTEXT,
  around: (text, at) =>
    /[\w:.]/.test(text.charAt(at - 1) + text.charAt(at + 2))
      ? undefined
      : { start: at, end: at + 2 },
};

function addressFrom(text: string, start: number, end: number): WalkedSpan | undefined {
  const next = text.charAt(end);
  if (next === ':') return fullIpv6From(text, start);
  if (next !== '.' || /[\w.]/.test(text.charAt(start - 1))) return undefined;
  IPV4.lastIndex = start;
  const address = IPV4.exec(text)?.[0];
  if (address === undefined || !isIPv4(address)) return undefined;
  // A version may have four parts, too.
  return { start, end: endOfRest(text, start + address.length), strength: 'medium' };
}

/** Without a `::`; the groups before the first digit may be of letters. */
function fullIpv6From(text: string, word: number): Span | undefined {
  const letters = LETTER_GROUPS.exec(text.slice(Math.max(word - LONGEST_LETTERS, 0), word));
  const start = word - (letters?.[0].length ?? 0);
  return /[\w:.]/.test(text.charAt(start - 1)) ? undefined : ipv6At(text, start, start);
}

/** An address has one `::`; where there is another on either side, it is none, and nobody looks further. */
function shortenedIpv6Around(text: string, at: number): Span | undefined {
  let start = at;
  while (at - start < LONGEST && PART.test(text.charAt(start - 1))) {
    if (text.startsWith('::', start - 1)) return undefined;
    start--;
  }
  return /\w/.test(text.charAt(start - 1)) ? undefined : ipv6At(text, start, at + 2);
}

/** @param from up to where it has been read */
function ipv6At(text: string, start: number, from: number): Span | undefined {
  let end = from;
  while (end - from < LONGEST && PART.test(text.charAt(end))) {
    if (text.startsWith('::', end) && end > from) return undefined;
    end++;
  }
  // A full stop or colon of the sentence does not belong to it.
  if (/[^:.][:.]$/.test(text.slice(start, end))) end--;
  if (/\w/.test(text.charAt(end))) return undefined;
  return isIPv6(text.slice(start, end)) ? { start, end: endOfRest(text, end) } : undefined;
}

function endOfRest(text: string, end: number): number {
  REST.lastIndex = end;
  return end + (REST.exec(text)?.[0].length ?? 0);
}
