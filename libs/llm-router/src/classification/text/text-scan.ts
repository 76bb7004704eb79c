import type { Lexicon } from '../lexicon/lexicon.js';
import { languagesOfLetter } from '../lexicon/letters.js';
import { FNV_START, fnvStep } from './fnv.js';
import { Kind, kindOf, KINDS } from './character-kind.js';
import { count, countMark, isBreak, isNumeric, isOperator, isOption } from './marks.js';
import { SHAPES } from './shape.js';

/** Where a word stands. What a prompt wants is mostly said before the first colon, or in the last line. */
export const Region = { Lead: 0, Rest: 1, Tail: 2, Code: 3 } as const;

/** Words kept of one text; what a sample has beyond is counted only. */
const MAX_WORDS = 1_400;
/** Telling letters kept. */
const MAX_MARKS = 64;
/** Words of the lead at most; then the rest begins. */
const MAX_LEAD = 45;
/** A last line of so many words at most may be an instruction. */
const MAX_TAIL = 25;
/** Longest beginning of a word that is looked up. */
const MAX_STEM = 12;
/** Longest run of units that is looked up where nothing stands between words. */
const MAX_RUN = 6;

const PERSIAN = [0x067e, 0x0686, 0x0698, 0x06af, 0x06a9, 0x06cc];

/** Stands for any number, so that neighbours of numbers are learned. */
export const NUMBER_WORD = 0x6e756d21;

/**
 * One pass over a text: its words as hashes, what the lexicon knows of them, and counts of its shape. The buffers are
 * reused by the next scan.
 */
export class TextScan {
  readonly words = new Uint32Array(MAX_WORDS);
  readonly regions = new Uint8Array(MAX_WORDS);
  /** Cue bits by word. */
  readonly cues = new Int32Array(MAX_WORDS);
  /** Language bits by word. */
  readonly languages = new Int32Array(MAX_WORDS);
  /** Letters by `Kind`. */
  readonly letters = new Uint32Array(KINDS);
  /** Language bits of the letters that say something. */
  readonly markLanguages = new Int32Array(MAX_MARKS);
  marks = 0;
  /** Letters that Persian and Urdu have, and Arabic has not. */
  persian = 0;
  readonly shape = new Float64Array(SHAPES.length);
  length = 0;

  constructor(private readonly lexicon: Lexicon) {}

  /** `text` in any case. */
  scan(original: string): void {
    const text = (
      /[\u0300-\u036f]/.test(original) ? original.normalize('NFC') : original
    ).toLowerCase();
    const { shape } = this;
    shape.fill(0);
    this.letters.fill(0);
    this.length = 0;
    this.marks = 0;
    this.persian = 0;
    let region: number = Region.Lead;
    let quoted = 0;
    let fenced = false;
    let lineStart = true;
    let lineWord = 0;
    let lead = 0;
    const end = text.length;
    count(shape, 'characters', end);
    for (let i = 0; i < end;) {
      const unit = text.charCodeAt(i);
      const kind = kindOf(unit);
      const where = fenced ? Region.Code : quoted > 0 ? Region.Rest : region;
      if (kind >= Kind.Latin) {
        const before = this.length;
        const next =
          kind >= Kind.Thai ? this.unspaced(text, i, kind, where) : this.word(text, i, where);
        if (where === Region.Lead && this.length > before && ++lead >= MAX_LEAD)
          region = Region.Rest;
        if (lineStart) {
          if (next - i === 1 && isOption(text, next)) count(shape, 'options');
          lineStart = false;
        }
        i = next;
        continue;
      }
      if (kind === Kind.Digit) {
        let next = i + 1;
        while (next < end && isNumeric(text, next)) next++;
        count(shape, 'numbers');
        count(shape, 'digits', next - i);
        this.push(NUMBER_WORD, where, 0, 0);
        if (lineStart && /[.)]/.test(text.charAt(next))) count(shape, 'listMarkers');
        lineStart = false;
        i = next;
        continue;
      }
      i++;
      switch (unit) {
        case 0x0a:
          count(shape, 'lines');
          if (lead > 0) region = Region.Rest;
          quoted = 0;
          lineWord = this.length;
          lineStart = true;
          continue;
        case 0x3a:
        case 0xff1a:
          count(shape, 'colons');
          // A colon within a number or a URL ends nothing.
          if (lead > 0 && isBreak(text, i)) region = Region.Rest;
          break;
        case 0x22:
          quoted = quoted > 0 ? 0 : 1;
          count(shape, 'quotes');
          break;
        case 0x201c:
        case 0xab:
        case 0x300c:
        case 0x300e:
        case 0x201e:
          // A German text closes with the mark that an English one opens with.
          quoted = unit === 0x201c && quoted > 0 ? 0 : 1;
          count(shape, 'quotes');
          break;
        case 0x201d:
        case 0xbb:
        case 0x300d:
        case 0x300f:
          quoted = 0;
          break;
        case 0x60:
          if (text.startsWith('``', i)) {
            fenced = !fenced;
            count(shape, 'fences');
            i += 2;
          } else count(shape, 'ticks');
          break;
        case 0x2d:
        case 0x2a:
        case 0x2022:
          if (lineStart && text.charCodeAt(i) === 0x20) count(shape, 'listMarkers');
          else if (unit !== 0x2d || isOperator(text, i)) count(shape, 'operators');
          break;
        case 0x20:
        case 0x09:
        case 0x0d:
          continue;
        default:
          countMark(shape, unit, text, i);
      }
      lineStart = false;
    }
    this.markTail(lineWord);
    count(shape, 'words', this.length);
  }

  private word(text: string, start: number, where: number): number {
    const { words, stems } = this.lexicon;
    let hash = FNV_START;
    let cues = 0;
    let languages = 0;
    let i = start;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const kind = kindOf(unit);
      if (kind < Kind.Latin || kind >= Kind.Thai) break;
      this.letters[kind]!++;
      if (unit > 0x7f) this.mark(unit, kind);
      hash = fnvStep(hash, unit);
      const length = i - start + 1;
      if (length < 2 || length > MAX_STEM) continue;
      const stem = stems.index.of(hash >>> 0);
      if (stem < 0) continue;
      cues |= stems.cues[stem]!;
      languages |= stems.languages[stem]!;
    }
    const index = words.index.of(hash >>> 0);
    if (index >= 0) {
      cues |= words.cues[index]!;
      // A whole word is better evidence than a beginning that another language shares.
      languages = words.languages[index]! === 0 ? languages : words.languages[index]!;
    }
    this.push(hash >>> 0, where, cues, languages);
    return i;
  }

  private mark(unit: number, kind: number): void {
    if (kind === Kind.Arabic) {
      if (PERSIAN.includes(unit)) this.persian++;
      return;
    }
    const languages = languagesOfLetter(unit);
    if (languages !== 0 && this.marks < MAX_MARKS) this.markLanguages[this.marks++] = languages;
  }

  /** Each unit with its neighbour is a word; what the lexicon has may begin anywhere. */
  private unspaced(text: string, start: number, kind: number, where: number): number {
    this.letters[kind]!++;
    const { words, stems } = this.lexicon;
    let hash = FNV_START;
    let cues = 0;
    let pair = 0;
    for (let i = start; i < text.length && i < start + MAX_RUN; i++) {
      const unit = text.charCodeAt(i);
      if (i > start && kindOf(unit) < Kind.Thai) break;
      hash = fnvStep(hash, unit);
      if (i === start + 1) pair = hash >>> 0;
      const word = words.index.of(hash >>> 0);
      if (word >= 0) cues |= words.cues[word]!;
      const stem = stems.index.of(hash >>> 0);
      if (stem >= 0) cues |= stems.cues[stem]!;
    }
    if (pair !== 0 || cues !== 0) this.push(pair === 0 ? hash >>> 0 : pair, where, cues, 0);
    return start + 1;
  }

  private push(word: number, region: number, cues: number, languages: number): void {
    const at = this.length;
    if (at >= MAX_WORDS) return;
    this.words[at] = word;
    this.regions[at] = region;
    this.cues[at] = cues;
    this.languages[at] = languages;
    this.length = at + 1;
  }

  private markTail(lineWord: number): void {
    const length = this.length - lineWord;
    if (lineWord === 0 || length === 0 || length > MAX_TAIL) return;
    for (let i = lineWord; i < this.length; i++) {
      if (this.regions[i] === Region.Rest) this.regions[i] = Region.Tail;
    }
  }
}
