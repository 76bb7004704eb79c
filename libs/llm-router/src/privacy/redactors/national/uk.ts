import { isTyped, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

const PLATE_WORDS = [
  'plate',
  'vehicle',
  'registration',
  'reg',
  'number plate',
  'car',
  'vrm',
  'vrn',
];
const POSTCODE_WORDS = [
  'postcode',
  'post code',
  'postal',
  'zip',
  'address',
  'street',
  'road',
  'lives',
];

/** Eleven less the remainder of the weighted sum; ten is never issued (NHS Data Dictionary). */
function isNhsNumber(digits: string): boolean {
  const check = 11 - (weightedSum(digits.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return !isTyped(digits) && check % 11 === Number(digits[9]) && check !== 10;
}

/** Prefixes that are not used: HM Revenue & Customs, National Insurance Manual NIM39110. */
const NINO = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;

/** Five letters of the surname, the birth date (plus 50 in the month of women), initials and a check (DVLA). */
const DRIVING_LICENCE =
  /^(?=[A-Z]{1,5}9{0,4}\d{6})[A-Z9]{5}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d][A-Z]{2}$/;

/** Issued since September 2001; the digits tell the half-year (DVLA INF104). */
const PLATE = /^[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}$/;
/** Issued from 1983, and from 1963 to 1982. */
const OLD_PLATE = /^(?:[A-HJ-NPR-TV-Y]\d{1,3}[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}\d{1,3}[A-HJ-NPR-TV-Y])$/;

const POSTCODE =
  /^(?:GIR0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])\d[ABD-HJLNP-UW-Z]{2})$/;

const matches = (pattern: RegExp) => (characters: string) => pattern.test(characters);

export const uk = [
  identifier('uk-nhs', {
    forms: [plain(10), ...grouped('3-3-4')],
    accept: isNhsNumber,
    strength: 'medium',
    context: ['nhs', 'national health', 'health service', 'patient', 'health authority'],
  }),
  identifier('uk-nino', {
    forms: [
      '@@######@',
      '@@ ######@',
      '@@ ###### @',
      '@@ ## ## ## @',
      '@@-##-##-##-@',
      '@@##-##-##@',
    ],
    accept: matches(NINO),
    context: ['nino', 'ni number', 'national insurance', 'insurance number'],
  }),
  identifier('uk-passport', {
    forms: ['@@#######', plain(9)],
    strength: 'weak',
    context: ['passport*', 'travel document'],
  }),
  identifier('uk-driving-licence', {
    forms: ['*****######*****', '***** ###### *****'],
    accept: matches(DRIVING_LICENCE),
    context: ['driving licence', 'driving license', 'driver', 'dvla', 'licence'],
  }),
  identifier('uk-vehicle-registration', {
    forms: ['@@##@@@', '@@## @@@', '@@##-@@@'],
    accept: matches(PLATE),
    byName: true,
    context: PLATE_WORDS,
  }),
  identifier('uk-vehicle-registration', {
    forms: ['@#@@@', '@##@@@', '@###@@@', '@# @@@', '@## @@@', '@### @@@'].flatMap((it) => [
      it,
      [...it].reverse().join(''),
    ]),
    accept: matches(OLD_PLATE),
    strength: 'weak',
    context: PLATE_WORDS,
  }),
  identifier('uk-postcode', {
    forms: ['@#', '@##', '@@#', '@@##', '@#@', '@@#@', '@@@'].flatMap((it) => [
      `${it} #@@`,
      `${it}#@@`,
    ]),
    accept: matches(POSTCODE),
    strength: 'weak',
    context: POSTCODE_WORDS,
  }),
];
