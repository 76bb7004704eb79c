import { Injectable } from '@nestjs/common';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';
import { isCardNumber } from './card-number.js';

/** Digits with at most one separator between two of them. */
const DIGITS = /\d(?:[ -]?\d)*/g;

/** Finds payment card numbers of known brands whose check digit is right: entity `card`. */
@LlmRedactor()
@Injectable()
export class CardRedactor implements Redactor {
  readonly id = 'card';
  readonly entities = ['card'];

  find(text: string): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { 0: run, index } of text.matchAll(DIGITS)) {
      for (const { start, end } of cardsIn(run)) {
        findings.push({ entity: 'card', start: index + start, end: index + end });
      }
    }
    return findings;
  }
}

/** A card may stand beside other numbers, e.g. its expiry date: it starts and ends where a group of digits does. */
function cardsIn(run: string): { start: number; end: number }[] {
  const groups = [...run.matchAll(/\d+/g)];
  const cards: { start: number; end: number }[] = [];
  for (let first = 0; first < groups.length; first++) {
    const last = lastGroupOfCard(groups, first);
    if (last === undefined) continue;
    cards.push({ start: groups[first]?.index ?? 0, end: endOf(groups[last]) });
    first = last;
  }
  return cards;
}

function lastGroupOfCard(groups: readonly RegExpExecArray[], first: number): number | undefined {
  let digits = '';
  let found: number | undefined;
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]?.[0];
    if (digits.length > 19) break;
    if (digits.length >= 13 && isCardNumber(digits)) found = last;
  }
  return found;
}

function endOf(group: RegExpExecArray | undefined): number {
  return group === undefined ? 0 : group.index + group[0].length;
}
