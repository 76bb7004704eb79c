import type { Recogniser } from './recogniser.js';
import type { Keyword } from './recogniser-index.js';

/** How far from a number a word may stand that speaks of it, in characters. */
const BEFORE = 64;
const AFTER = 32;
/** How far before a number a word may stand that says that it is something else. */
const DENIAL_BEFORE = 24;
/** An amount, a number in a list of issues, a part of a path. */
const OTHER_SIGN = /[$€£¥₹#/]/;

/** A context word, and where it stands. */
interface Spoken {
  readonly keyword: Keyword;
  readonly at: number;
}

/** The words of a text that speak of numbers, in order. */
export class ContextWords {
  private readonly spoken: Spoken[] = [];
  /** Many recognisers ask for one place: what stands near the last. */
  private near: readonly Spoken[] = [];
  private start = -1;
  private end = -1;

  constructor(private readonly text: string) {}

  /** Later words have to be added later. */
  add(keyword: Keyword, at: number): void {
    this.spoken.push({ keyword, at });
  }

  /** Whether a word near a place speaks of it, and none after that word of something else. */
  speakOf(recogniser: Recogniser, start: number, end: number): boolean {
    if (recogniser.context === undefined) return false;
    let said = false;
    for (const { keyword, at } of this.nearTo(start, end)) {
      if (keyword.speaksOf.has(recogniser)) said = true;
      else if (keyword.denies && at < start) said = false;
    }
    return said;
  }

  /** Whether what stands before a place says that it is something else. */
  deny(start: number, end: number): boolean {
    return (
      OTHER_SIGN.test(this.text.charAt(start - 1)) ||
      this.nearTo(start, end).some(
        ({ keyword, at }) => keyword.denies && at < start && at >= start - DENIAL_BEFORE,
      )
    );
  }

  private nearTo(start: number, end: number): readonly Spoken[] {
    if (this.start !== start || this.end !== end) {
      this.start = start;
      this.end = end;
      this.near = this.spoken.slice(this.firstFrom(start - BEFORE), this.firstFrom(end + AFTER));
    }
    return this.near;
  }

  private firstFrom(place: number): number {
    let low = 0;
    let high = this.spoken.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.spoken[middle]?.at ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
