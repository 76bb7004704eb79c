import { isDay, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Birth date, then a digit for sex and century. Since October 2020 the rest is random, without a check digit. */
function hasBirthDate(digits: string, kinds: string): boolean {
  const kind = digits[6] ?? '';
  if (!kinds.includes(kind)) return false;
  const century = '1256'.includes(kind) ? 1900 : 2000;
  return isDay(
    century + Number(digits.slice(0, 2)),
    Number(digits.slice(2, 4)),
    Number(digits.slice(4, 6)),
  );
}

/** Business registration number. */
function isBusiness(digits: string): boolean {
  const sum =
    weightedSum(digits.slice(0, 9), [1, 3, 7, 1, 3, 7, 1, 3, 5]) +
    Math.floor((Number(digits[8]) * 5) / 10);
  return (10 - (sum % 10)) % 10 === Number(digits[9]) && !digits.startsWith('000');
}

/** The first two digits name the region that issued it. */
function isLicence(digits: string): boolean {
  return /^(?:1[1-9]|2[0-68])/.test(digits);
}

const RESIDENT_WORDS = ['주민*', 'rrn', 'resident registration'];
const FOREIGNER_WORDS = ['외국인*', 'frn', 'foreigner registration', 'alien registration'];

export const korea = [
  identifier('kr-rrn', {
    forms: ['######-#######'],
    accept: (digits) => hasBirthDate(digits, '1234'),
    context: RESIDENT_WORDS,
  }),
  identifier('kr-rrn', {
    forms: [plain(13)],
    accept: (digits) => hasBirthDate(digits, '1234'),
    strength: 'medium',
    context: RESIDENT_WORDS,
  }),
  identifier('kr-frn', {
    forms: ['######-#######'],
    accept: (digits) => hasBirthDate(digits, '5678'),
    context: FOREIGNER_WORDS,
  }),
  identifier('kr-frn', {
    forms: [plain(13)],
    accept: (digits) => hasBirthDate(digits, '5678'),
    strength: 'medium',
    context: FOREIGNER_WORDS,
  }),
  identifier('kr-brn', {
    forms: [plain(10), ...grouped('3-2-5', '-')],
    accept: isBusiness,
    strength: 'medium',
    context: ['사업자*', 'brn', 'business registration'],
  }),
  identifier('kr-driver-license', {
    forms: [...grouped('2-2-6-2')],
    accept: isLicence,
    context: ['운전면허*', '면허*', 'driver', 'licence', 'license'],
  }),
  identifier('kr-driver-license', {
    forms: [plain(12)],
    accept: isLicence,
    strength: 'medium',
    context: ['운전면허*', '면허*', 'driver', 'licence', 'license'],
  }),
  identifier('kr-passport', {
    forms: ['@###@####', '@########'],
    accept: (characters) => /^[MSROD](?:\d{3}[A-Z]|\d{4})\d{4}$/.test(characters),
    strength: 'weak',
    context: ['여권*', 'passport*'],
  }),
];
