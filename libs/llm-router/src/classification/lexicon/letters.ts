import { LANGUAGES, type WordLanguage } from './languages.js';

/** Letters that few of the languages that share an alphabet have. */
const LETTERS: Readonly<Record<string, readonly WordLanguage[]>> = {
  ß: ['de'],
  ä: ['de', 'sv', 'fi'],
  ö: ['de', 'sv', 'fi', 'tr', 'hu'],
  ü: ['de', 'tr', 'hu'],
  ñ: ['es'],
  á: ['es', 'pt', 'cs', 'hu'],
  í: ['es', 'pt', 'cs', 'hu'],
  ó: ['es', 'pt', 'pl', 'hu'],
  ú: ['es', 'pt', 'hu'],
  ã: ['pt'],
  õ: ['pt'],
  ç: ['fr', 'pt', 'tr'],
  â: ['fr', 'pt', 'ro'],
  ê: ['fr', 'pt'],
  ë: ['fr', 'nl'],
  î: ['fr', 'ro'],
  ô: ['fr', 'pt'],
  û: ['fr'],
  œ: ['fr'],
  è: ['fr', 'it'],
  ù: ['fr', 'it'],
  à: ['fr', 'it', 'pt'],
  ì: ['it'],
  ò: ['it'],
  å: ['sv', 'da', 'no'],
  æ: ['da', 'no'],
  ø: ['da', 'no'],
  ł: ['pl'],
  ą: ['pl'],
  ę: ['pl'],
  ś: ['pl'],
  ź: ['pl'],
  ż: ['pl'],
  ć: ['pl'],
  ń: ['pl'],
  ř: ['cs'],
  ů: ['cs'],
  ě: ['cs'],
  č: ['cs'],
  š: ['cs'],
  ž: ['cs'],
  ý: ['cs'],
  ğ: ['tr'],
  ı: ['tr'],
  ş: ['tr'],
  ő: ['hu'],
  ű: ['hu'],
  ă: ['ro', 'vi'],
  ș: ['ro'],
  ț: ['ro'],
  ư: ['vi'],
  ơ: ['vi'],
  đ: ['vi'],
  ы: ['ru'],
  э: ['ru'],
  ё: ['ru'],
  щ: ['ru', 'uk', 'bg'],
  ъ: ['bg'],
  і: ['uk'],
  ї: ['uk'],
  є: ['uk'],
  ґ: ['uk'],
};

const BITS = new Map(
  Object.entries(LETTERS).map(([letter, languages]) => [
    letter.charCodeAt(0),
    languages.reduce((mask, it) => mask | (1 << LANGUAGES.indexOf(it)), 0),
  ]),
);

const VIETNAMESE = 1 << LANGUAGES.indexOf('vi');

/** A bit for each language that has the letter; 0 where it says nothing. */
export function languagesOfLetter(unit: number): number {
  return unit >= 0x1ea0 && unit <= 0x1ef9 ? VIETNAMESE : (BITS.get(unit) ?? 0);
}
