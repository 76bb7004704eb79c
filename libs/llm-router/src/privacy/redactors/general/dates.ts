import type { Walk, WalkedSpan } from '../../detection/recogniser.js';

const MONTH =
  '(?:jan(?:uary|uar|vier|ner)?|f[eé]b(?:ruary|ruar|rero|braio)?|f[eé]vr(?:ier)?|m(?:ar(?:ch|s|zo)?|[aä]r(?:z|t)|rt|aart)|a[pv]r(?:il|ile)?|abril|ma(?:y|i|yo|ggio)|june?|juni?|juin|junio|giugno|july?|juli|juillet|julio|luglio|aug(?:ust|ustus)?|ao[uû]t|agosto|sep(?:t|tember|tembre|tiembre)?|settembre|o[ck]t(?:ober|obre|ubre)?|ottobre|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[eé]c(?:embre)?|diciembre|dicembre)';
const YEAR = '(?:1[89]\\d\\d|20\\d\\d)';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const NUMBER_OF_MONTH = '(?:0?[1-9]|1[0-2])';
const TIME = '(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?';
const OF = '(?: de | of |[ -])';

const FORMS = [
  `${YEAR}([-/.])${NUMBER_OF_MONTH}\\1${DAY}${TIME}`,
  `${YEAR}年\\d{1,2}月\\d{1,2}日`,
  `${DAY}([-/.])${NUMBER_OF_MONTH}\\2(?:${YEAR}|\\d\\d)`,
  `${NUMBER_OF_MONTH}([-/.])${DAY}\\3(?:${YEAR}|\\d\\d)`,
  `${DAY}(?:st|nd|rd|th|er|º|\\.)?${OF}${MONTH}(?:\\.?(?: del? |,? |-)(?:${YEAR}|'?\\d\\d))?`,
  `(?:${DAY}(?:st|nd|rd|th)?,? )?${YEAR}`,
];
const DATE = new RegExp(`(?:${FORMS.join('|')})(?![\\w]|[-/.]\\d)`, 'iy');
const MONTH_BEFORE = new RegExp(`(?<![\\p{L}\\d])${MONTH}(?:\\.? |-)$`, 'iu');
const WITH_YEAR = /\d{4}|\d[-/.' ]\d\d$/;
const WITHOUT_MONTH = new RegExp(`^(?:${DAY}(?:st|nd|rd|th)?,? )?${YEAR}$`, 'i');

/** Dates; prompts are full of them, and few matter. */
export const date: Walk = { kind: 'walk', entity: 'date', byName: true, from: dateFrom };

/** Dates with a year, beside a word for birth. */
export const dateOfBirth: Walk = {
  kind: 'walk',
  entity: 'date-of-birth',
  strength: 'weak',
  from: (text, start) => {
    const found = dateFrom(text, start);
    return found !== undefined && WITH_YEAR.test(text.slice(found.start, found.end))
      ? found
      : undefined;
  },
  context: [
    ...[
      'birth*',
      'born',
      'dob',
      'd.o.b',
      'bday',
      'geburt*',
      'geboren',
      'geb',
      'naissance',
      'né le',
    ],
    ...['née le', 'nacimiento', 'nacido', 'nacida', 'nascita', 'nato', 'nata', 'geboorte*'],
    ...['nascimento', 'nascido', 'nascida', 'urodz*', 'född', 'fødsel*', 'syntymä*', 'doğum*'],
    ...['рожд*', '生年月日', '出生*', '생년월일*'],
  ],
};

function dateFrom(text: string, start: number): WalkedSpan | undefined {
  if (/[\w./]/.test(text.charAt(start - 1))) return undefined;
  DATE.lastIndex = start;
  const found = DATE.exec(text)?.[0];
  if (found === undefined) return undefined;
  const end = start + found.length;
  if (!WITHOUT_MONTH.test(found)) return { start, end };
  const month = MONTH_BEFORE.exec(text.slice(Math.max(start - 12, 0), start))?.[0];
  return month === undefined ? undefined : { start: start - month.length, end };
}
