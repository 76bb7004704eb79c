import { isDay, isRepeated, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Provinces of Thailand as identity cards number them. */
const THAI_PROVINCE = /^[1-8](?:1\d|2[0-7]|3\d|4\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/;

function isThai(digits: string): boolean {
  const sum = weightedSum(digits.slice(0, 12), [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return (
    THAI_PROVINCE.test(digits) &&
    !isRepeated(digits) &&
    (11 - (sum % 11)) % 10 === Number(digits[12])
  );
}

/** NRIC and FIN; the letter is the remainder by 11, which those issued from 2000 on shift by four, and M by three. */
function isSingaporean(characters: string): boolean {
  const kind = characters[0] ?? '';
  const shift = kind === 'T' || kind === 'G' ? 4 : kind === 'M' ? 3 : 0;
  const rest = (weightedSum(characters.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + shift) % 11;
  const letters = kind === 'M' ? 'XWUTRQPNJLK' : /[ST]/.test(kind) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
  return letters[rest] === characters[8];
}

/** Unique Entity Number, of businesses, local companies, and all others. */
function isUen(characters: string): boolean {
  const body = characters.slice(0, -1);
  const check = characters.at(-1);
  if (/^\d{8}$/.test(body)) {
    return 'XMKECAWLJDB'[weightedSum(body, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] === check;
  }
  if (/^\d{9}$/.test(body)) {
    return 'ZKCMDNERGWH'[weightedSum(body, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] === check;
  }
  if (!/^[RST]\d\d[A-Z]{2}\d{4}$/.test(body)) return false;
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';
  const weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
  const sum = weights.reduce(
    (all, weight, at) => all + weight * alphabet.indexOf(body[at] ?? ''),
    0,
  );
  return alphabet[(sum + 6) % 11] === check;
}

/** Resident identity card (GB 11643): place, birth date, order, and a check by ISO 7064 MOD 11-2. */
function isChinese(characters: string): boolean {
  const year = Number(characters.slice(6, 10));
  if (!isDay(year, Number(characters.slice(10, 12)), Number(characters.slice(12, 14))))
    return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const rest = weightedSum(characters.slice(0, 17), weights) % 11;
  return year > 1850 && year < 2100 && '10X98765432'[rest] === characters[17];
}

/** Tax identification number of the Philippines. */
function isPhilippineTin(digits: string): boolean {
  const rest = weightedSum(digits.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return !isRepeated(digits.slice(0, 9)) && rest === Number(digits[8]);
}

const TIN_WORDS = ['tin', 'taxpayer', 'tax identification', 'bir'];

export const asia = [
  identifier('th-tnin', {
    forms: [plain(13), ...grouped('1-4-5-2-1')],
    accept: isThai,
    context: ['เลขประจำตัว*', 'เลขบัตร*', 'บัตรประชาชน*', 'thai', 'national id'],
  }),
  identifier('sg-nric-fin', {
    forms: ['S#######@', 'T#######@', 'F#######@', 'G#######@', 'M#######@'],
    accept: isSingaporean,
    context: ['nric', 'fin', 'singapore'],
  }),
  identifier('sg-nric-fin', {
    forms: ['S#######@', 'T#######@', 'F#######@', 'G#######@', 'M#######@'],
    strength: 'medium',
    context: ['nric', 'fin', 'singapore'],
  }),
  identifier('sg-nric-fin', {
    forms: ['@#######@'],
    strength: 'weak',
    context: ['nric', 'fin', 'singapore'],
  }),
  identifier('sg-uen', {
    forms: ['########@', '#########@', '@##@@####*'],
    accept: isUen,
    context: ['uen', 'entity number', 'acra'],
  }),
  identifier('cn-resident-id', {
    forms: [plain(18), '#################X'],
    accept: isChinese,
    context: ['身份证*', 'resident identity', '身分證*'],
  }),
  identifier('ph-tin', {
    forms: [plain(9), ...grouped('3-3-3'), '############', ...grouped('3-3-3-3')],
    accept: isPhilippineTin,
    strength: 'weak',
    context: TIN_WORDS,
  }),
];
