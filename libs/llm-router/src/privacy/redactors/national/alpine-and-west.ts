import { isRepeated, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** AHV number: an EAN-13 of the country code 756. */
function isSwiss(digits: string): boolean {
  return weightedSum(digits, [1, 3]) % 10 === 0;
}

/** Sozialversicherungsnummer (ASVG § 460d): the check digit stands fourth, the birth date at the end. */
function isAustrian(digits: string): boolean {
  const rest = weightedSum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
  return digits[0] !== '0' && rest < 10 && rest === Number(digits[3]);
}

/** Número de identificação fiscal. */
function isPortuguese(digits: string): boolean {
  const rest = weightedSum(digits.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return !isRepeated(digits) && (rest < 2 ? 0 : 11 - rest) === Number(digits[8]);
}

/** Personal Public Service number: the letter is the remainder by 23, W for none; a second letter counts nine times. */
function isIrish(characters: string): boolean {
  const second = characters[8];
  const extra = second === undefined || second === 'W' ? 0 : (second.charCodeAt(0) - 64) * 9;
  const sum = weightedSum(characters.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + extra;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === characters[7];
}

const SWISS_WORDS = ['ahv*', 'avs', 'sozialversicherung*'];

export const alpineAndWest = [
  identifier('ch-ahv', {
    forms: ['756.####.####.##', '756 #### #### ##', '756-####-####-##', '756##########'],
    accept: isSwiss,
    context: SWISS_WORDS,
  }),
  identifier('at-social-security', {
    forms: [plain(10), '#### ######', '####-######'],
    accept: isAustrian,
    strength: 'weak',
    context: ['sozialversicherung*', 'svnr', 'sv-nummer', 'versicherungsnummer', 'e-card'],
  }),
  identifier('pt-nif', {
    forms: [plain(9), ...grouped('3-3-3')],
    accept: isPortuguese,
    strength: 'weak',
    context: ['nif', 'contribuinte', 'identificação fiscal', 'nipc', 'finanças'],
  }),
  identifier('ie-pps', {
    forms: ['#######@', '#######@@', '####### @', '####### @@'],
    accept: isIrish,
    context: ['pps', 'ppsn', 'personal public service'],
  }),
];
