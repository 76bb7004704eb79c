import { Injectable } from '@nestjs/common';
import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';

const START = /(?<![a-z0-9])[a-z]{2}\d{2}/gi;
const COUNTRIES = getCountrySpecifications();

/** Finds IBANs with a right length and checksum, in one piece or in groups: entity `iban`. */
@LlmRedactor()
@Injectable()
export class IbanRedactor implements Redactor {
  readonly id = 'iban';
  readonly entities = ['iban'];

  find(text: string): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { 0: start, index } of text.matchAll(START)) {
      const length = COUNTRIES[start.slice(0, 2).toUpperCase()]?.chars;
      const end = length ? endOfIban(text, index, length) : undefined;
      if (end !== undefined) findings.push({ entity: 'iban', start: index, end });
    }
    return findings;
  }
}

/** Walks `length` letters and digits with at most one separator between two of them. */
function endOfIban(text: string, start: number, length: number): number | undefined {
  let iban = '';
  let position = start;
  while (iban.length < length) {
    if (/[ -]/.test(text[position] ?? '')) position++;
    const character = text[position] ?? '';
    if (!/[a-z0-9]/i.test(character)) return undefined;
    iban += character;
    position++;
  }
  const ended = !/[a-z0-9]/i.test(text[position] ?? '');
  return ended && isValidIBAN(iban.toUpperCase()) ? position : undefined;
}
