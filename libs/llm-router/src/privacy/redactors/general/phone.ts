import { isIPv4 } from 'node:net';
import type { Walk, WalkedSpan } from '../../detection/recogniser.js';
import { PhonePlans } from './phone-plans.js';

const MOST_GROUPS = 8;
const MOST_DIGITS = 15;
const FEWEST_DIGITS = 7;
const GROUP = /\d{1,15}(?!\d)/y;
/** What may stand between two groups; a nought in brackets is not dialled from abroad. */
const GAP = /(?:[ ./-]?\(0\)[ ./-]?|[ ./-]?\((?=\d{1,5}\))|\)[ ./-]{0,2}|[ ./-])(?=\d)/y;
/** Dates, decimal fractions and versions are grouped, too. */
const OTHERS =
  /^(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4}|\d{1,15}\.\d{1,15}(?:[ (].*)?)$/;

interface Candidate {
  readonly digits: string;
  readonly groups: number;
  readonly end: number;
}

const plans = new PhonePlans();

/**
 * Phone numbers. With a country code, or grouped as people group them, they stand for themselves; other digits need a word
 * that speaks of a phone.
 */
export const phone: Walk = {
  kind: 'walk',
  entity: 'phone',
  from: phoneFrom,
  context: [
    ...[
      'phone*',
      'tel',
      'telephone*',
      'call',
      'mobile',
      'cell*',
      'fax',
      'whatsapp',
      'sms',
      'text me',
    ],
    ...['contact', 'dial', 'number is', 'telefon*', 'handy*', 'mobil*', 'rufnummer', 'téléphone'],
    ...[
      'portable',
      'teléfono',
      'móvil',
      'celular',
      'cellulare',
      'telemóvel',
      'telefone',
      'komórk*',
    ],
    ...[
      'telefoon*',
      'puhelin*',
      'numer*',
      'телефон*',
      '電話*',
      '电话*',
      '手机*',
      '전화*',
      '휴대폰*',
    ],
  ],
};

function phoneFrom(text: string, start: number, end: number): WalkedSpan | undefined {
  const before = text.charAt(start - 1);
  const inBrackets = before === '(' && text.charAt(end) === ')';
  const plus = before === '+' || (before === '(' && text.charAt(start - 2) === '+');
  if (!plus && /[\w.,/:=&?-]/.test(before) && !beginsField(text, start - 1)) return undefined;
  const from = plus || inBrackets ? start - 1 : start;
  // Behind another number it is more likely a part of what that begins.
  const follows = before === ' ' && /\d/.test(text.charAt(start - 2));
  if (follows && end - start < 3) return undefined;
  for (const candidate of candidatesFrom(text, start, plus ? 1 : 2).reverse()) {
    const strength = strengthOf(candidate, text.slice(from, candidate.end), plus, follows);
    if (strength !== undefined) {
      return { start: from, end: candidate.end, strength: follows && !plus ? 'weak' : strength };
    }
  }
  return undefined;
}

/** Whether what stands before belongs to no number: `tel:030`, `phone=030`, `call 030`. */
function beginsField(text: string, at: number): boolean {
  return /[:=&?,]/.test(text.charAt(at)) && !/\d/.test(text.charAt(at - 1));
}

/** What the number may be, from the shortest to the longest. A single digit is a group only behind a country code. */
function candidatesFrom(text: string, start: number, shortestGroup: number): Candidate[] {
  const candidates: Candidate[] = [];
  let digits = '';
  let at = start;
  for (let groups = 1; groups <= MOST_GROUPS; groups++) {
    GROUP.lastIndex = at;
    const group = GROUP.exec(text)?.[0];
    if (group === undefined || (groups > 1 && group.length < shortestGroup)) break;
    at += group.length;
    digits += group;
    if (digits.length > MOST_DIGITS || /\w/.test(text.charAt(at))) break;
    if (digits.length >= FEWEST_DIGITS) candidates.push({ digits, groups, end: at });
    GAP.lastIndex = at;
    if (!GAP.test(text)) break;
    at = GAP.lastIndex;
  }
  return candidates;
}

function strengthOf(
  { digits, groups }: Candidate,
  raw: string,
  plus: boolean,
  follows: boolean,
): WalkedSpan['strength'] {
  if (plus) return plans.isInternational(digits) ? 'strong' : undefined;
  if (OTHERS.test(raw) || isIPv4(raw) || (groups === 1 && digits.length < 9)) return undefined;
  if (digits.startsWith('00')) return plans.isInternational(digits.slice(2)) ? 'strong' : undefined;
  if (/^(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}$/.test(raw)) {
    return plans.isNorthAmerican(digits) ? 'strong' : undefined;
  }
  if (digits.startsWith('0')) {
    if (!plans.isBehindNought(digits.slice(1))) return undefined;
    return groups > 1 ? 'strong' : digits.length >= 10 ? 'medium' : 'weak';
  }
  return !follows && plans.isNational(digits) ? 'weak' : undefined;
}
