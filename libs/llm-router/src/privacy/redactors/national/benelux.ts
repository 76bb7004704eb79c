import { isDay, isRepeated, remainder, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Burgerservicenummer: the eleven test, in which the last digit counts −1. */
function isBsn(digits: string): boolean {
  return !isRepeated(digits) && weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Rijksregisternummer: the birth date, a serial, and 97 less the remainder; a 2 in front for those born from 2000. */
function isBelgianNumber(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  if (!(month === 0 && day === 0) && !isDay(Number(digits.slice(0, 2)), month, day)) return false;
  const check = Number(digits.slice(9));
  const body = digits.slice(0, 9);
  return 97 - remainder(body, 97) === check || 97 - remainder(`2${body}`, 97) === check;
}

export const benelux = [
  identifier('nl-bsn', {
    forms: [plain(9), ...grouped('4-2-3', ' .-'), ...grouped('3-3-3', ' .-')],
    accept: isBsn,
    strength: 'weak',
    context: ['bsn', 'burgerservice*', 'sofi*', 'burger service'],
  }),
  identifier('nl-vat-id', {
    forms: ['NL#########B##', 'NL #########B##'],
    context: ['btw*', 'vat', 'omzetbelasting*'],
  }),
  identifier('be-national-number', {
    forms: [
      '##.##.##-###.##',
      '##.##.##-###-##',
      '###### ### ##',
      '## ## ## ### ##',
      '##.##.##.###.##',
    ],
    accept: isBelgianNumber,
    context: ['rijksregister*', 'registre national', 'insz', 'niss', 'national number'],
  }),
  identifier('be-national-number', {
    forms: [plain(11)],
    accept: isBelgianNumber,
    strength: 'medium',
    context: ['rijksregister*', 'registre national', 'insz', 'niss', 'national number'],
  }),
];
