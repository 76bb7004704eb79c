import { identifier } from '../identifier.js';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NIF_WORDS = ['nif', 'dni', 'documento nacional', 'identificación*', 'identidad'];

/** The letter is the remainder by 23 (Real Decreto 1553/2005); X, Y and Z of foreigners count as 0, 1 and 2. */
function isNif(characters: string): boolean {
  const digits = characters.slice(0, -1).replace(/^[XYZ]/, (it) => String('XYZ'.indexOf(it)));
  return LETTERS[Number(digits) % 23] === characters.at(-1);
}

/** Tax number of companies: the check is a digit or a letter, by kind of company (Orden EHA/451/2008). */
function isCif(characters: string): boolean {
  const match = /^([ABCDEFGHJNPQRSUVW])(\d{7})([0-9A-J])$/.exec(characters);
  if (match === null) return false;
  const [, , digits = '', check = ''] = match;
  let sum = 0;
  for (let at = 0; at < 7; at++) {
    const digit = Number(digits[at]) * (at % 2 === 0 ? 2 : 1);
    sum += Math.floor(digit / 10) + (digit % 10);
  }
  const expected = (10 - (sum % 10)) % 10;
  return check === String(expected) || check === 'JABCDEFGHI'[expected];
}

export const es = [
  identifier('es-nif', {
    forms: [
      '########@',
      '########-@',
      '######## @',
      '#######@',
      '#######-@',
      '##.###.###-@',
      '##.###.###@',
    ],
    accept: isNif,
    context: NIF_WORDS,
  }),
  identifier('es-nie', {
    forms: ['X', 'Y', 'Z'].flatMap((it) => [
      `${it}#######@`,
      `${it}#######-@`,
      `${it}-#######-@`,
      `${it} ####### @`,
    ]),
    accept: isNif,
    context: ['nie', 'extranjero*', ...NIF_WORDS],
  }),
  identifier('es-cif', {
    forms: ['@########', '@#######@', '@-########', '@-#######-@'],
    accept: isCif,
    strength: 'weak',
    context: ['cif', 'nif', 'empresa', 'sociedad'],
  }),
  identifier('es-passport', {
    forms: ['@@@######'],
    strength: 'weak',
    context: ['pasaporte*', 'passport*'],
  }),
];
