/** Spaces, dashes, full-width forms and digits that are not those of ASCII. */
const FOREIGN_FORMS = new RegExp(
  '[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\u2010-\\u2015\\u2212\\ufe58\\ufe63\\uff01-\\uff5e[\\p{Nd}--[0-9]]]',
  'gv',
);

/** The noughts of the scripts in Unicode's basic plane; the other nine digits follow each of them. */
const NOUGHTS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
  0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];

/**
 * The text as it looks: spaces and dashes of any kind, full-width letters and digits of other scripts as their ASCII
 * counterparts. Each character stays where it is.
 */
export function fold(text: string): string {
  return text.replace(FOREIGN_FORMS, (it) => (it.length === 1 ? counterpartOf(it) : it));
}

function counterpartOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (/\s/.test(character)) return ' ';
  if (!/\p{Nd}/u.test(character)) return '-';
  const nought = NOUGHTS.find((it) => code >= it && code <= it + 9);
  return nought === undefined ? character : String(code - nought);
}
