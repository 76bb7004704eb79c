/** The languages that share an alphabet, and have to be told apart by their words: a bit each, in this order. */
export const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'vi',
  'id',
  'ro',
  'hu',
  'ru',
  'uk',
  'bg',
] as const;

export type WordLanguage = (typeof LANGUAGES)[number];
