import { fnv } from '../text/fnv.js';
import { HashIndex } from '../text/hash-index.js';
import { CUES, type Cue, type CueWords } from './cue.js';
import {
  HUNGARIAN,
  INDONESIAN,
  FINNISH,
  OTHER_SCRIPTS,
  TURKISH,
  VIETNAMESE,
} from './cues-elsewhere.js';
import { ENGLISH } from './cues-english.js';
import { DANISH, DUTCH, GERMAN, NORWEGIAN, SWEDISH } from './cues-germanic.js';
import { FRENCH, ITALIAN, PORTUGUESE, ROMANIAN, SPANISH } from './cues-romance.js';
import { BULGARIAN, CZECH, POLISH, RUSSIAN, UKRAINIAN } from './cues-slavic.js';
import { WITHOUT_SPACES } from './cues-without-spaces.js';
import { FUNCTION_WORDS } from './function-words.js';
import { LANGUAGES, type WordLanguage } from './languages.js';

const BY_LANGUAGE: Readonly<Record<WordLanguage, CueWords>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  pt: PORTUGUESE,
  nl: DUTCH,
  pl: POLISH,
  tr: TURKISH,
  sv: SWEDISH,
  da: DANISH,
  no: NORWEGIAN,
  fi: FINNISH,
  cs: CZECH,
  vi: VIETNAMESE,
  id: INDONESIAN,
  ro: ROMANIAN,
  hu: HUNGARIAN,
  ru: RUSSIAN,
  uk: UKRAINIAN,
  bg: BULGARIAN,
};

/** Cues whose words are used in all languages: they say nothing of the language. */
const TRAVELLERS = new Set<string>([
  'codeVerb',
  'codeNoun',
  'codeFault',
  'label',
  'field',
] satisfies Cue[]);

interface Meaning {
  cues: number;
  languages: number;
}

class WordTable {
  readonly cues: Int32Array;
  readonly languages: Int32Array;
  readonly index: HashIndex;

  constructor(words: ReadonlyMap<number, Meaning>) {
    this.index = new HashIndex(Uint32Array.from(words.keys()));
    this.cues = Int32Array.from(words.values(), ({ cues }) => cues);
    this.languages = Int32Array.from(words.values(), ({ languages }) => languages);
  }
}

/** What words mean to the classifier: a bit for each cue, a bit for each language that has the word. */
export class Lexicon {
  /** Whole words. */
  readonly words: WordTable;
  /** Beginnings of words. */
  readonly stems: WordTable;

  constructor() {
    const words = new Map<number, Meaning>();
    const stems = new Map<number, Meaning>();
    const add = (word: string, cue: Cue | undefined, language: number): void => {
      const stem = word.endsWith('*');
      const table = stem ? stems : words;
      const key = fnv(stem ? word.slice(0, -1) : word);
      const meaning = table.get(key) ?? { cues: 0, languages: 0 };
      if (cue !== undefined) meaning.cues |= 1 << CUES.indexOf(cue);
      meaning.languages |= language;
      table.set(key, meaning);
    };
    const addAll = (cues: CueWords, language: number): void => {
      for (const [cue, list] of Object.entries(cues)) {
        // What stands beside a hyphen or an apostrophe is a word of its own to the scanner.
        for (const word of list.split(/[ '-]/)) {
          if (word !== '') add(word, cue as Cue, TRAVELLERS.has(cue) ? 0 : language);
        }
      }
    };
    LANGUAGES.forEach((language, bit) => {
      for (const word of FUNCTION_WORDS[language].split(' ')) add(word, undefined, 1 << bit);
      addAll(BY_LANGUAGE[language], 1 << bit);
    });
    for (const cues of [...OTHER_SCRIPTS, ...WITHOUT_SPACES]) addAll(cues, 0);
    this.words = new WordTable(words);
    this.stems = new WordTable(stems);
  }
}
