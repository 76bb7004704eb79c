import { isRepeated, passesLuhn, remainder } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

/** Numéro d'inscription au répertoire: sex, year, month, place, order, and 97 less the remainder; 2A and 2B are Corsica. */
function isNir(characters: string): boolean {
  const match = /^([1-478]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{6})(\d\d)$/.exec(
    characters,
  );
  if (match === null) return false;
  const [, body = '', key] = match;
  const corsica = body.includes('A') ? 1_000_000 : body.includes('B') ? 2_000_000 : 0;
  const rest = (remainder(body.replace(/[AB]/, '0'), 97) + 97 - (corsica % 97)) % 97;
  return 97 - rest === Number(key);
}

const COMPANY_WORDS = ['siren', 'siret', 'entreprise', 'société', 'rcs', 'établissement'];

export const fr = [
  identifier('fr-nir', {
    forms: [
      plain(15),
      ...grouped('1-2-2-2-3-3-2', ' -.'),
      '# ## ## ## ### ###-##',
      '############# ##',
      '#####2@########',
      '# ## ## 2@ ### ### ##',
    ],
    accept: isNir,
    context: ['sécurité sociale', 'securite sociale', 'nir', 'insee', 'numéro de sécu', 'sécu'],
  }),
  identifier('fr-siren', {
    forms: [plain(9), ...grouped('3-3-3')],
    accept: passesLuhn,
    strength: 'weak',
    context: COMPANY_WORDS,
  }),
  identifier('fr-siret', {
    forms: [plain(14), ...grouped('3-3-3-5')],
    accept: passesLuhn,
    strength: 'weak',
    context: COMPANY_WORDS,
  }),
  // Numéro fiscal de référence (SPI): the last three digits are the remainder by 511.
  identifier('fr-tax-number', {
    forms: [plain(13), ...grouped('2-2-3-3-3')],
    accept: (digits) =>
      /^[0-3]/.test(digits) &&
      !isRepeated(digits) &&
      Number(digits.slice(0, 10)) % 511 === Number(digits.slice(10)),
    strength: 'medium',
    context: ['fiscal', 'impôt*', 'impot*', 'spi'],
  }),
  identifier('fr-passport', {
    forms: ['##@@#####'],
    strength: 'weak',
    context: ['passeport*', 'passport*'],
  }),
];
