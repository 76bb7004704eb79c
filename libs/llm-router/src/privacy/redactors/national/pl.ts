import { isDay, isRepeated, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** The month tells the century: 80 and more for the 19th, 20 for the 21st, and so on. */
function isPesel(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(Number(digits.slice(2, 4)) / 20)] ?? 0;
  return (
    isDay(century + Number(digits.slice(0, 2)), month, Number(digits.slice(4, 6))) &&
    weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
}

function isNip(digits: string): boolean {
  const rest = weightedSum(digits.slice(0, 9), [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
  return !isRepeated(digits) && rest === Number(digits[9]);
}

function isRegon(digits: string): boolean {
  return (
    (weightedSum(digits.slice(0, 8), [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === Number(digits[8])
  );
}

export const pl = [
  identifier('pl-pesel', {
    forms: [plain(11)],
    accept: isPesel,
    strength: 'medium',
    context: ['pesel'],
  }),
  identifier('pl-nip', {
    forms: [plain(10), ...grouped('3-3-2-2', '-'), ...grouped('3-2-2-3', '-'), 'PL##########'],
    accept: (characters) => isNip(characters.slice(-10)),
    strength: 'weak',
    context: ['nip', 'podatnik*', 'podatkow*', 'vat'],
  }),
  identifier('pl-regon', {
    forms: [plain(9)],
    accept: isRegon,
    strength: 'weak',
    context: ['regon'],
  }),
  identifier('pl-identity-card', {
    forms: ['@@@######', '@@@ ######'],
    strength: 'weak',
    context: ['dowód*', 'dowod*', 'dowodu'],
  }),
];
