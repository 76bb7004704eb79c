import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import type { Span, Walk } from '../../detection/recogniser.js';

const START = /[A-Za-z]{2}\d{2}/y;
const COUNTRIES = getCountrySpecifications();

/** IBANs with a right length and checksum, in one piece or in groups. */
export const iban: Walk = { kind: 'walk', entity: 'iban', from: ibanFrom };

function ibanFrom(text: string, start: number): Span | undefined {
  START.lastIndex = start;
  if (!START.test(text)) return undefined;
  const country = text.slice(start, start + 2).toUpperCase();
  const length = COUNTRIES[country]?.chars;
  const end = length ? endOfIban(text, start, length) : undefined;
  return end === undefined ? undefined : { start, end };
}

/** Walks `length` letters and digits with at most one separator between two of them. */
function endOfIban(text: string, start: number, length: number): number | undefined {
  let iban = '';
  let position = start;
  while (iban.length < length) {
    if (/[ -]/.test(text.charAt(position))) position++;
    const character = text.charAt(position);
    if (!/[a-z0-9]/i.test(character)) return undefined;
    iban += character;
    position++;
  }
  const ended = !/[a-z0-9]/i.test(text.charAt(position));
  const oneCase = iban === iban.toUpperCase() || iban === iban.toLowerCase();
  return ended && oneCase && isValidIBAN(iban.toUpperCase()) ? position : undefined;
}
