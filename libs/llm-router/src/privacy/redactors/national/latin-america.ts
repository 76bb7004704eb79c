import { isDay, isRepeated, weightedSum } from '../checksums.js';
import { identifier, plain } from '../identifier.js';

/** Eleven less the remainder, and nought for ten and eleven. */
function mod11(digits: string, weights: readonly number[]): number {
  const rest = weightedSum(digits, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/** Cadastro de Pessoas Físicas. */
function isCpf(digits: string): boolean {
  return (
    !isRepeated(digits) &&
    mod11(digits.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[9]) &&
    mod11(digits.slice(0, 10), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[10])
  );
}

/** Cadastro Nacional da Pessoa Jurídica. */
function isCnpj(digits: string): boolean {
  return (
    !isRepeated(digits) &&
    mod11(digits.slice(0, 12), [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[12]) &&
    mod11(digits.slice(0, 13), [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[13])
  );
}

/** CUIT and CUIL of Argentina; the first two digits tell persons and companies apart. */
function isCuit(digits: string): boolean {
  const rest = weightedSum(digits.slice(0, 10), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (11 - rest) % 11 === Number(digits[10]) && /^(?:2[03467]|3[034])/.test(digits);
}

/** RUT and RUN of Chile: weights 2 to 7 from the right, K for ten. */
function isRut(characters: string): boolean {
  const reversed = [...characters.slice(0, -1)].reverse().join('');
  const check = 11 - (weightedSum(reversed, [2, 3, 4, 5, 6, 7]) % 11);
  return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === characters.at(-1);
}

/** Clave Única de Registro de Población: initials, birth date, sex, state, consonants, a check in base 37 with Ñ. */
function isCurp(characters: string): boolean {
  const match = /^[A-Z]{4}(\d\d)(\d\d)(\d\d)[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d$/.exec(
    characters,
  );
  if (match === null || !isDay(Number(match[1]), Number(match[2]), Number(match[3]))) return false;
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += alphabet.indexOf(characters[at] ?? '') * (18 - at);
  return (10 - (sum % 10)) % 10 === Number(characters[17]);
}

const CPF_WORDS = ['cpf', 'cadastro de pessoas', 'contribuinte'];

export const latinAmerica = [
  identifier('br-cpf', { forms: ['###.###.###-##'], accept: isCpf, context: CPF_WORDS }),
  identifier('br-cpf', {
    forms: [plain(11), '#########-##', '### ### ### ##'],
    accept: isCpf,
    strength: 'medium',
    context: CPF_WORDS,
  }),
  identifier('br-cnpj', {
    forms: ['##.###.###/####-##', plain(14), '########/####-##'],
    accept: isCnpj,
    context: ['cnpj', 'pessoa jurídica'],
  }),
  identifier('ar-cuit', {
    forms: ['##-########-#'],
    accept: isCuit,
    context: ['cuit', 'cuil', 'afip'],
  }),
  identifier('ar-cuit', {
    forms: [plain(11)],
    accept: isCuit,
    strength: 'weak',
    context: ['cuit', 'cuil', 'afip'],
  }),
  identifier('cl-rut', {
    forms: ['##.###.###-*', '#.###.###-*', '########-*', '#######-*'],
    accept: isRut,
    context: ['rut', 'run', 'rol único'],
  }),
  identifier('mx-curp', {
    forms: ['@@@@######@@@@@@*#'],
    accept: isCurp,
    context: ['curp'],
  }),
];
