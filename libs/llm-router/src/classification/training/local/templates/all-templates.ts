import { CHINESE } from './chinese.js';
import { DUTCH } from './dutch.js';
import { FRENCH } from './french.js';
import { GERMAN } from './german.js';
import { ITALIAN } from './italian.js';
import { JAPANESE } from './japanese.js';
import { KOREAN } from './korean.js';
import { POLISH } from './polish.js';
import { PORTUGUESE } from './portuguese.js';
import { RUSSIAN } from './russian.js';
import { SPANISH } from './spanish.js';
import { ENGLISH_ANALYSIS } from './english-analysis.js';
import { ENGLISH_SLOTS } from './english-slots.js';
import { ENGLISH_WRITING } from './english-writing.js';
import type { LanguageTemplates } from './templates.js';

export const ENGLISH: LanguageTemplates = {
  slots: ENGLISH_SLOTS,
  templates: { ...ENGLISH_ANALYSIS, ...ENGLISH_WRITING },
};

/** The languages that have more than a few templates; all others are known by the lexicon's cues alone. */
export const OTHERS: readonly LanguageTemplates[] = [
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  DUTCH,
  POLISH,
  RUSSIAN,
  CHINESE,
  JAPANESE,
  KOREAN,
];
