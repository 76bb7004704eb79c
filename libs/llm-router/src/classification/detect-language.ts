import { LANGUAGES } from './lexicon/languages.js';
import { Kind } from './text/character-kind.js';
import { Region, type TextScan } from './text/text-scan.js';

/** What a word or letter says that so many languages share. */
const WEIGHTS = [0, 1, 0.6, 0.4, 0.25];
const SHARED = 0.1;
/** A letter says less than a word. */
const LETTER = 0.5;
/** Less evidence than this is none. */
const LEAST = 0.9;
/** What the best has to be ahead of the next by, as a share of its own score. */
const AHEAD = 0.25;
/** Evidence by word that a longer text has to have. */
const DENSITY = 0.1;
/** What the largest script has to have of all letters. */
const DOMINANT = 0.6;
/** A unit of Han or kana stands for about as much as so many letters. */
const DENSE = 3;
/** Japanese has at least so much kana among its letters; Chinese has none. */
const KANA = 0.08;

const scores = (): Float64Array => new Float64Array(LANGUAGES.length);

/** ISO 639-1 of the text just scanned; undefined where it is too short, mixed, or in a language that is not known. */
export function detectLanguage(scan: TextScan): string | undefined {
  const { letters } = scan;
  const east = DENSE * (letters[Kind.Han]! + letters[Kind.Kana]!);
  let total = east;
  let largest: number = Kind.Han;
  let most = east;
  for (let kind = Kind.Latin as number; kind < Kind.Kana; kind++) {
    const weight = letters[kind]! * (kind === Kind.Hangul ? 2 : 1);
    total += weight;
    if (weight <= most) continue;
    most = weight;
    largest = kind;
  }
  if (total === 0 || most < DOMINANT * total) return undefined;
  switch (largest) {
    case Kind.Latin:
    case Kind.Cyrillic:
      return byWords(scan);
    case Kind.Greek:
      return 'el';
    case Kind.Hebrew:
      return 'he';
    case Kind.Arabic:
      return scan.persian > 0 ? undefined : 'ar';
    case Kind.Devanagari:
      return 'hi';
    case Kind.Hangul:
      return 'ko';
    case Kind.Thai:
      return 'th';
    default:
      return letters[Kind.Kana]! > KANA * (letters[Kind.Kana]! + letters[Kind.Han]!) ? 'ja' : 'zh';
  }
}

function byWords(scan: TextScan): string | undefined {
  const sum = scores();
  let words = 0;
  for (let i = 0; i < scan.length; i++) {
    if (scan.regions[i] === Region.Code) continue;
    words++;
    add(sum, scan.languages[i]!, 1);
  }
  for (let i = 0; i < scan.marks; i++) add(sum, scan.markLanguages[i]!, LETTER);
  let best = -1;
  let next = 0;
  for (let i = 0; i < sum.length; i++) {
    if (best < 0 || sum[i]! > sum[best]!) {
      if (best >= 0) next = Math.max(next, sum[best]!);
      best = i;
    } else next = Math.max(next, sum[i]!);
  }
  const score = sum[best]!;
  if (score < LEAST || score - next < AHEAD * score || score < DENSITY * words) return undefined;
  return LANGUAGES[best];
}

function add(sum: Float64Array, languages: number, weight: number): void {
  if (languages === 0) return;
  const share = weight * (WEIGHTS[bits(languages)] ?? SHARED);
  for (let rest = languages; rest !== 0; rest &= rest - 1) {
    sum[31 - Math.clz32(rest & -rest)]! += share;
  }
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
