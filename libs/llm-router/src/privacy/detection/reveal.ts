import type { Span } from './recogniser.js';

/** Names of HTML entities for what such data is written with. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['colon', ':'],
  ['comma', ','],
  ['commat', '@'],
  ['dash', '-'],
  ['equals', '='],
  ['gt', '>'],
  ['hyphen', '-'],
  ['lowbar', '_'],
  ['lpar', '('],
  ['lt', '<'],
  ['nbsp', ' '],
  ['ndash', '-'],
  ['num', '#'],
  ['percnt', '%'],
  ['period', '.'],
  ['plus', '+'],
  ['quot', '"'],
  ['rpar', ')'],
  ['shy', ''],
  ['sol', '/'],
  ['zwj', ''],
  ['zwnj', ''],
  ['Tab', ' '],
  ['NewLine', '\n'],
]);

/** What is written but not seen: joiners, direction marks, selectors, fillers, tags. */
const UNSEEN = [
  ...['\\u034f', '\\u17b4', '\\u17b5', '\\u180b-\\u180f', '\\ufe00-\\ufe0f'],
  ...['\\u00ad', '\\u061c', '\\u115f', '\\u1160', '\\u200b-\\u200f', '\\u202a-\\u202e'],
  ...['\\u2060-\\u206f', '\\u3164', '\\ufeff', '\\uffa0', '\\u{e0000}-\\u{e0fff}'],
].join('');
/** Letters and digits in mathematical styles, in circles, raised and lowered. */
const STYLED = [
  ...['\\u00b2', '\\u00b3', '\\u00b9', '\\u2070-\\u209c', '\\u2460-\\u24ff'],
  ...['\\u{1d400}-\\u{1d7ff}', '\\u{1fbf0}-\\u{1fbf9}'],
].join('');
const ENTITY = '&(?:#\\d{1,7};?|#[xX][\\da-fA-F]{1,6};?|[a-zA-Z]{2,8};)';
const HIDDEN = new RegExp(`[${UNSEEN}${STYLED}]|${ENTITY}|%[2-7][\\da-fA-F]`, 'gu');
const IS_UNSEEN = new RegExp(`^[${UNSEEN}]$`, 'u');

/** A text with what was hidden in it written out, and the way back. */
export interface Revealed {
  readonly text: string;
  /** The span in the text as it came; undefined where nothing in it was hidden. */
  readonly original: (span: Span) => Span | undefined;
}

/** Something that was hidden: where it is now, and where it was. */
interface Change {
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Takes out characters that are not seen, and decodes styled letters, HTML entities and percent-encoding. Undefined where
 * nothing is hidden.
 */
export function reveal(text: string): Revealed | undefined {
  const changes: Change[] = [];
  let revealed = '';
  let position = 0;
  for (const { 0: hidden, index: start } of text.matchAll(HIDDEN)) {
    const plain = plainOf(hidden);
    if (plain === undefined) continue;
    revealed += text.slice(position, start);
    position = start + hidden.length;
    changes.push({ at: revealed.length, length: plain.length, start, end: position });
    revealed += plain;
  }
  if (changes.length === 0) return undefined;
  return {
    text: revealed + text.slice(position),
    original: ({ start, end }) => {
      const last = lastChangeUpTo(changes, end - 1);
      if (last === lastChangeUpTo(changes, start - 1)) return undefined;
      return {
        start: placeOf(changes, start).start,
        end: placeOf(changes, end - 1).end,
      };
    },
  };
}

/** Where one character of the revealed text was. */
function placeOf(changes: readonly Change[], at: number): Span {
  const change = changes[lastChangeUpTo(changes, at)];
  if (change === undefined) return { start: at, end: at + 1 };
  if (at < change.at + change.length) return { start: change.start, end: change.end };
  const start = at - change.at - change.length + change.end;
  return { start, end: start + 1 };
}

/** The last change that stands at or before a place; -1 where there is none. */
function lastChangeUpTo(changes: readonly Change[], at: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((changes[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Undefined: it means nothing but itself. */
function plainOf(hidden: string): string | undefined {
  if (hidden.startsWith('%')) return String.fromCharCode(parseInt(hidden.slice(1), 16));
  if (!hidden.startsWith('&')) return seen(hidden);
  const name = hidden.replace(/^&|;$/g, '');
  if (!name.startsWith('#')) return ENTITIES.get(name);
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? seen(String.fromCodePoint(code)) : undefined;
}

function seen(character: string): string {
  return IS_UNSEEN.test(character) ? '' : character.normalize('NFKC');
}
