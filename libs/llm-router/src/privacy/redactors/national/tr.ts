import { isRepeated } from '../checksums.js';
import { identifier, plain } from '../identifier.js';

/** T.C. kimlik numarası: two check digits at the end. */
function isNationalId(digits: string): boolean {
  const at = (place: number): number => digits.charCodeAt(place) - 48;
  const odd = at(0) + at(2) + at(4) + at(6) + at(8);
  const even = at(1) + at(3) + at(5) + at(7);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return (
    digits[0] !== '0' &&
    !isRepeated(digits) &&
    tenth === at(9) &&
    (odd + even + tenth) % 10 === at(10)
  );
}

/** The first two digits number the province; a day with its month and year is none. */
function isPlate(characters: string): boolean {
  return (
    /^(?:0[1-9]|[1-7]\d|8[01])(?:[A-PR-VYZ]\d{4,5}|[A-PR-VYZ]\d{3}|[A-PR-VYZ]{2}\d{2,4}|[A-PR-VYZ]{3}\d{2,4})$/.test(
      characters,
    ) && !/^\d\d(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/.test(characters)
  );
}

const PLATE_WORDS = ['plaka*', 'araç*', 'plate', 'vehicle'];

export const turkey = [
  identifier('tr-national-id', {
    forms: [plain(11)],
    accept: isNationalId,
    strength: 'medium',
    context: ['kimlik*', 'tckn', 'tc no', 'turkish', 't.c'],
  }),
  identifier('tr-license-plate', {
    forms: ['@', '@@', '@@@'].flatMap((letters) =>
      [2, 3, 4, 5].flatMap((length) => [
        `## ${letters} ${plain(length)}`,
        `##${letters}${plain(length)}`,
      ]),
    ),
    accept: isPlate,
    byName: true,
    context: PLATE_WORDS,
  }),
];
