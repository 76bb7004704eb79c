import { isTyped, passesLuhn, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

const SSN_WORDS = ['ssn', 'social security', 'soc sec', 'ss#', 'taxpayer', 'tax id', 'ssid'];
const ITIN_WORDS = ['itin', 'individual taxpayer', 'tax id', 'taxpayer', 'tax payer'];
const PASSPORT_WORDS = ['passport*', 'passeport', 'pasaporte', 'reisepass', 'travel document'];
const LICENCE_WORDS = [
  ...['driver license', 'drivers license', "driver's license", 'driving license', 'dl', 'dl#'],
  ...['license', 'licence', 'permit', 'identification', 'dmv'],
];

/** Used in advertisements, and void since. */
const VOID_SSNS = new Set(['078051120', '219099999']);

/** Never issued: area 000, 666 and 900–999, group 00, serial 0000 (Social Security Administration, POMS RM 10201.035). */
function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(digits) && !VOID_SSNS.has(digits);
}

/** Group numbers as the IRS assigns them (Publication 4757): 50–65, 70–88, 90–92, 94–99. */
function isItin(digits: string): boolean {
  return /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits);
}

/** National Provider Identifier: the check digit counts the prefix of health applications in the US, 80840. */
function isNpi(digits: string): boolean {
  return /^[12]/.test(digits) && !isTyped(digits) && passesLuhn(`80840${digits}`);
}

/** Routing number of the American Bankers Association; the first two digits name a Federal Reserve district. */
function isRoutingNumber(digits: string): boolean {
  const district = Number(digits.slice(0, 2));
  const isDistrict =
    district <= 12 ||
    (district >= 21 && district <= 32) ||
    (district >= 61 && district <= 72) ||
    district === 80;
  return isDistrict && !isTyped(digits) && weightedSum(digits, [3, 7, 1]) % 10 === 0;
}

/** Registration number of the Drug Enforcement Administration. */
function isDeaNumber(characters: string): boolean {
  if (!/^[A-HJ-NPR-UX][A-Z9]/.test(characters)) return false;
  const digits = characters.slice(2);
  return weightedSum(digits.slice(0, 6), [1, 2]) % 10 === Number(digits[6]);
}

/** Medicare Beneficiary Identifier (CMS): no S, L, O, I, B, Z. */
const MBI =
  /^[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d$/;
const isMbi = (characters: string): boolean => MBI.test(characters);

export const us = [
  identifier('us-ssn', { forms: grouped('3-2-4', ' -.'), accept: isSsn, context: SSN_WORDS }),
  identifier('us-ssn', {
    forms: [plain(9), '#####-####', '###-######'],
    accept: isSsn,
    strength: 'weak',
    context: SSN_WORDS,
  }),
  identifier('us-itin', { forms: grouped('3-2-4'), accept: isItin, context: ITIN_WORDS }),
  identifier('us-itin', {
    forms: [plain(9), '###-######', '#####-####'],
    accept: isItin,
    strength: 'weak',
    context: ITIN_WORDS,
  }),
  identifier('us-ein', {
    forms: ['##-#######'],
    strength: 'weak',
    context: ['ein', 'employer identification', 'fein', 'tax id'],
  }),
  identifier('us-npi', {
    forms: [plain(10), ...grouped('4-3-3')],
    accept: isNpi,
    strength: 'medium',
    context: ['npi', 'national provider', 'provider', 'physician'],
  }),
  identifier('us-mbi', {
    forms: ['#@*#-@*#-@@##', '#@*# @*# @@##', '#@*#@*#@@##'],
    accept: isMbi,
    context: ['mbi', 'medicare', 'beneficiary', 'cms'],
  }),
  identifier('aba-routing-number', {
    forms: [plain(9), '####-####-#'],
    accept: isRoutingNumber,
    strength: 'medium',
    context: ['aba', 'routing', 'rtn', 'bank', 'transit', 'wire'],
  }),
  identifier('medical-license', {
    forms: ['@@#######', '@9#######'],
    accept: isDeaNumber,
    context: ['dea', 'medical license', 'prescriber', 'certificate'],
  }),
  identifier('us-bank-number', {
    forms: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17].map(plain),
    strength: 'weak',
    context: ['account', 'acct', 'bank', 'checking', 'savings', 'debit', 'deposit'],
  }),
  identifier('us-driver-license', {
    forms: [
      ...['@######', '@#######', '@########', '@############', '@@######', '@@#######'],
      ...['#######', '########', '#########', '@#########', '@###-####-####', '@###-###-##-###-#'],
    ],
    strength: 'weak',
    context: LICENCE_WORDS,
  }),
  identifier('us-passport', {
    forms: ['@########', plain(9)],
    strength: 'weak',
    context: PASSPORT_WORDS,
  }),
];
