import { isRepeated, passesLuhn } from '../checksums.js';
import { identifier, plain } from '../identifier.js';

/** What a character at an odd place counts, for 0–9 and A–Z (Decreto ministeriale 23 dicembre 1976). */
const ODD = [
  ...[1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23],
];

/** Letters that stand for digits where two people would have the same code. */
const FISCAL_CODE = /^[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/;

function isFiscalCode(characters: string): boolean {
  if (!FISCAL_CODE.test(characters)) return false;
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const code = characters.charCodeAt(at);
    const place = code < 65 ? code - 48 : code - 65;
    sum += at % 2 === 0 ? (ODD[place] ?? 0) : place;
  }
  return characters[15] === String.fromCharCode(65 + (sum % 26));
}

export const it = [
  identifier('it-fiscal-code', {
    forms: ['@@@@@@**@**@***@', '@@@ @@@ **@** @***@'],
    accept: isFiscalCode,
    context: ['codice fiscale', 'cf', 'fiscal*'],
  }),
  identifier('it-vat-code', {
    forms: [plain(11), 'IT###########'],
    accept: (characters) => {
      const digits = characters.slice(-11);
      return !isRepeated(digits) && !digits.startsWith('0000000') && passesLuhn(digits);
    },
    strength: 'medium',
    context: ['iva', 'partita*', 'piva', 'p.iva', 'vat'],
  }),
  identifier('it-passport', {
    forms: ['@@#######'],
    strength: 'weak',
    context: ['passaporto', 'passport*', 'viaggio'],
  }),
  identifier('it-identity-card', {
    forms: ['@@#######', '@@ #######', '@@#####@@', '#######@@'],
    strength: 'weak',
    context: ['carta', 'identità', 'identita', 'identity card', 'elettronica', 'cie', 'documento'],
  }),
  identifier('it-driver-license', {
    forms: ['@@#######@', 'U1*******@'],
    strength: 'weak',
    context: ['patente', 'guida', 'licenza', 'license', 'licence'],
  }),
];
