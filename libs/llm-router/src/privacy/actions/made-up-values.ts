import { passesLuhn, remainder } from '../redactors/checksums.js';
import { alike } from './alike.js';
import type { SeededChoices } from './seeded-choices.js';

type MakeUp = (value: string, choices: SeededChoices) => string;

const DOMAINS = ['example.com', 'example.org', 'example.net'] as const;
/** RFC 5737: for documentation. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'] as const;

/** Values of a form that has rules; from ranges that belong to nobody, where there are such. */
export const MADE_UP: Readonly<Record<string, MakeUp>> = {
  email: (value, choices) => {
    const length = Math.min(Math.max(value.indexOf('@'), 9), 24);
    return `${choices.word(length)}@${DOMAINS[choices.below(3)]}`;
  },
  ip: (value, choices) =>
    value.includes(':')
      ? `2001:db8:${Array.from({ length: 6 }, () => group(choices)).join(':')}`
      : `${NETWORKS[choices.below(3)]}.${100 + choices.below(155)}`,
  'mac-address': (value, choices) => {
    const digits = value.replace(/[\da-f]/gi, () => choices.of('0123456789abcdef'));
    // Administered locally: no maker's.
    return digits.charAt(0) + choices.of('26ae') + digits.slice(2);
  },
  card: (value, choices) => {
    // The issuer stays: its numbers have a length of their own.
    const digits = value.replace(/\D/g, '');
    const number = digits.slice(0, 4) + choices.digits(digits.length - 5);
    const check = [...'0123456789'].find((it) => passesLuhn(number + it)) ?? '0';
    return inLayoutOf(value, number + check);
  },
  iban: (value, choices) => {
    const compact = value.replace(/[^A-Za-z\d]/g, '').toUpperCase();
    const account = alike(compact.slice(4), choices);
    const country = compact.slice(0, 2);
    const check = 98 - remainder(asNumber(`${account}${country}00`), 97);
    return inLayoutOf(value, `${country}${String(check).padStart(2, '0')}${account}`);
  },
  phone,
  date,
  'date-of-birth': date,
};

function group(choices: SeededChoices): string {
  return (4_096 + choices.below(61_440)).toString(16);
}

/** In North America and the United Kingdom, numbers that are kept for films and examples. */
function phone(value: string, choices: SeededChoices): string {
  const digits = value.replace(/\D/g, '');
  if (/^1?[2-9]\d{9}$/.test(digits) && !/^\+[^1]/.test(value)) {
    const area = `${2 + choices.below(8)}0${1 + choices.below(9)}`;
    return inLayoutOf(value, `${digits.slice(0, -10)}${area}55501${choices.digits(2)}`);
  }
  if (/^\+44\D*[1-9](?:\D*\d){9}$/.test(value)) {
    return inLayoutOf(value, `447700900${choices.digits(3)}`);
  }
  const country = value.startsWith('+') ? digits.slice(0, 2) : digits.slice(0, 1);
  return inLayoutOf(value, country + choices.digits(digits.length - country.length));
}

/** In figures: a day and a month that may change places. In words: the same with other figures. */
function date(value: string, choices: SeededChoices): string {
  return value.replace(/\d+/g, (number) => {
    if (number.length >= 3) return String(1_940 + choices.below(60)).slice(0, number.length);
    return String(1 + choices.below(9)).padStart(number.length, '0');
  });
}

/** The letters and digits of one text, between the separators of another one of the same length. */
function inLayoutOf(layout: string, characters: string): string {
  let place = 0;
  return layout.replace(/[A-Za-z\d]/g, () => characters.charAt(place++));
}

/** As ISO 13616 counts: A is 10, B is 11, … */
function asNumber(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}
