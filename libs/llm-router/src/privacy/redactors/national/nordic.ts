import { isDay, passesLuhn, weightedSum } from '../checksums.js';
import { identifier, plain } from '../identifier.js';

/** Henkilötunnus: birth date, century, number, and the remainder by 31 (Digital and Population Data Services Agency). */
function isFinnish(characters: string): boolean {
  const match = /^(\d\d)(\d\d)(\d\d)([A-FU-Y]?)(\d{3})([\dA-Z])$/.exec(characters);
  if (match === null) return false;
  const [, day = '', month = '', year = '', century, number = '', check] = match;
  if (!isDay(yearOf(year, century), Number(month), Number(day)) || number < '002') return false;
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(day + month + year + number) % 31] === check;
}

/** A to F for the 21st century; U to Y, or the hyphen, which is a separator here, for the 20th. */
function yearOf(year: string, century: string | undefined): number {
  return Number(year) + (/[A-F]/.test(century ?? '') ? 2000 : 1900);
}

/** Personnummer and samordningsnummer: birth date, in the latter with 60 added to the day, and a check digit (SFS 1991:481). */
function isSwedishPerson(digits: string): boolean {
  const century = digits.length === 12 ? digits.slice(0, 2) : '';
  if (century !== '' && !/^(?:18|19|20)$/.test(century)) return false;
  const short = digits.slice(-10);
  const day = Number(short.slice(4, 6));
  const year = Number(century + short.slice(0, 2));
  return isDay(year, Number(short.slice(2, 4)), day > 60 ? day - 60 : day) && passesLuhn(short);
}

/** Organisationsnummer: the third digit is 2 at least, so that none is a birth date. */
function isSwedishOrganisation(digits: string): boolean {
  const short = digits.slice(-10);
  return Number(short[2]) >= 2 && short[0] !== '0' && passesLuhn(short);
}

/** Fødselsnummer: birth date, number and two check digits (Skatteetaten); D-numbers add 40 to the day. */
function isNorwegian(digits: string): boolean {
  const day = Number(digits.slice(0, 2)) % 40;
  return (
    isDay(Number(digits.slice(4, 6)), Number(digits.slice(2, 4)), day) &&
    weightedSum(digits.slice(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

/** CPR number; those given out since 2007 have no check digit. */
function isDanish(digits: string): boolean {
  return isDay(Number(digits.slice(4, 6)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)));
}

const SWEDISH_WORDS = ['personnummer', 'personnr', 'pnr', 'samordningsnummer', 'id-nummer'];
const ORGANISATION_WORDS = [
  'organisationsnummer',
  'orgnummer',
  'orgnr',
  'org.nr',
  'company identity code',
];

export const nordic = [
  identifier('fi-personal-identity-code', {
    forms: ['######@###*', '######-###*'],
    accept: isFinnish,
    context: ['hetu', 'henkilötunnus*', 'personbeteckning*', 'identity code'],
  }),
  identifier('se-personnummer', {
    forms: ['######-####', '########-####', '###### ####', '######## ####'],
    accept: isSwedishPerson,
    context: SWEDISH_WORDS,
  }),
  identifier('se-personnummer', {
    forms: [plain(10), plain(12)],
    accept: isSwedishPerson,
    strength: 'medium',
    context: SWEDISH_WORDS,
  }),
  identifier('se-organisationsnummer', {
    forms: ['######-####', '16######-####'],
    accept: isSwedishOrganisation,
    context: ORGANISATION_WORDS,
  }),
  identifier('se-organisationsnummer', {
    forms: [plain(10), '16##########'],
    accept: isSwedishOrganisation,
    strength: 'medium',
    context: ORGANISATION_WORDS,
  }),
  identifier('no-national-id', {
    forms: [plain(11), '###### #####', '######-#####'],
    accept: isNorwegian,
    strength: 'medium',
    context: ['fødselsnummer', 'fodselsnummer', 'personnummer', 'd-nummer', 'fnr'],
  }),
  identifier('dk-cpr', {
    forms: ['######-####', plain(10)],
    accept: isDanish,
    strength: 'weak',
    context: ['cpr*', 'personnummer'],
  }),
];
