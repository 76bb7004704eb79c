import { isTyped, passesLuhn, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Australian Business Number: one less in the first digit, then a multiple of 89. */
function isAbn(digits: string): boolean {
  const sum = weightedSum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10;
  return digits[0] !== '0' && sum % 89 === 0;
}

/** Australian Company Number. */
function isAcn(digits: string): boolean {
  const sum = weightedSum(digits.slice(0, 8), [8, 7, 6, 5, 4, 3, 2, 1]);
  return (10 - (sum % 10)) % 10 === Number(digits[8]) && !isTyped(digits);
}

/** Tax File Number. */
function isTfn(digits: string): boolean {
  return !isTyped(digits) && weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
}

/** Medicare card: the ninth digit checks the first eight, the tenth counts the issues, an eleventh the people. */
function isMedicare(digits: string): boolean {
  const sum = weightedSum(digits.slice(0, 8), [1, 3, 7, 9, 1, 3, 7, 9]);
  return /^[2-6]/.test(digits) && sum % 10 === Number(digits[8]);
}

/** Social Insurance Number; 0 and 8 are not given out. */
function isSin(digits: string): boolean {
  return /^[1-79]/.test(digits) && !isTyped(digits) && passesLuhn(digits);
}

/** New Zealand's IRD number: two rounds of weights where the first gives ten. */
function isIrd(digits: string): boolean {
  const body = digits.slice(0, -1).padStart(8, '0');
  const check = (weights: readonly number[]): number =>
    (11 - (weightedSum(body, weights) % 11)) % 11;
  const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
  const last = first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first;
  return Number(digits) >= 10_000_000 && last === Number(digits.at(-1));
}

const SIN_WORDS = ['sin', 'social insurance', 'nas', 'assurance sociale'];

export const oceaniaAndCanada = [
  identifier('au-abn', {
    forms: [plain(11), ...grouped('2-3-3-3')],
    accept: isAbn,
    context: ['abn', 'business number'],
  }),
  identifier('au-acn', {
    forms: [plain(9), ...grouped('3-3-3')],
    accept: isAcn,
    strength: 'medium',
    context: ['acn', 'company number'],
  }),
  identifier('au-tfn', {
    forms: [plain(9), ...grouped('3-3-3')],
    accept: isTfn,
    strength: 'medium',
    context: ['tfn', 'tax file'],
  }),
  identifier('au-medicare', {
    forms: [plain(10), plain(11), ...grouped('4-5-1'), ...grouped('4-5-1-1')],
    accept: isMedicare,
    strength: 'medium',
    context: ['medicare'],
  }),
  identifier('ca-sin', { forms: grouped('3-3-3', ' -.'), accept: isSin, context: SIN_WORDS }),
  identifier('ca-sin', {
    forms: [plain(9)],
    accept: isSin,
    strength: 'weak',
    context: SIN_WORDS,
  }),
  identifier('nz-ird', {
    forms: [plain(8), plain(9), ...grouped('3-3-3'), ...grouped('2-3-3')],
    accept: isIrd,
    strength: 'weak',
    context: ['ird', 'inland revenue'],
  }),
];
