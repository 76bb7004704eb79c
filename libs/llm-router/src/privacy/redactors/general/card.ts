import type { Span, Walk } from '../../detection/recogniser.js';
import { isCardNumber } from './card-number.js';

/** 4-4-4-4, 4-6-5, and all in one. */
const SHORTEST_FIRST_GROUP = 4;
const MOST_GROUPS = 6;
const MOST_DIGITS = 19;
const DIGITS = /\d{1,19}(?!\d)/y;

/** Payment cards of known brands whose check digit is right, in one piece or in groups. */
export const card: Walk = { kind: 'walk', entity: 'card', from: cardFrom };

/** A card may stand beside other numbers, e.g. its expiry date: it starts and ends where a group of digits does. */
function cardFrom(text: string, start: number, end: number): Span | undefined {
  if (end - start < SHORTEST_FIRST_GROUP || /[\w.+]/.test(text.charAt(start - 1))) return undefined;
  let digits = '';
  let found: Span | undefined;
  let at = start;
  for (let group = 0; group < MOST_GROUPS; group++) {
    DIGITS.lastIndex = at;
    const piece = DIGITS.exec(text)?.[0];
    if (piece === undefined) break;
    digits += piece;
    at += piece.length;
    if (digits.length > MOST_DIGITS) break;
    if (/\w/.test(text.charAt(at))) break;
    if (digits.length >= 13 && isCardNumber(digits)) found = { start, end: at };
    if (!/[ -]/.test(text.charAt(at))) break;
    at++;
  }
  return found;
}
