import type { Span } from './recogniser.js';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** What may stand between two words of an entry, e.g. a comma and a blank. */
const WIDEST_GAP = 3;

interface Place extends Span {
  readonly word: string;
}

/**
 * Words and names to look for, whatever their case and what stands between their words. Takes as long for a hundred
 * thousand entries as for ten.
 */
export class Dictionary {
  private readonly entries = new Set<string>();
  /** By the first word: how many words the entries have that begin with it, most first. */
  private readonly lengths = new Map<string, number[]>();

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const words = wordsOf(entry.toLowerCase()).map((it) => it.word);
      const [first] = words;
      if (first === undefined) continue;
      this.entries.add(words.join(' '));
      const lengths = this.lengths.get(first) ?? [];
      if (!lengths.includes(words.length)) lengths.push(words.length);
      this.lengths.set(
        first,
        lengths.sort((a, b) => b - a),
      );
    }
  }

  /** The longest entries, none overlapping another. */
  search(lowerCase: string): Span[] {
    const places = wordsOf(lowerCase);
    const found: Span[] = [];
    for (let first = 0; first < places.length; first++) {
      const length = this.lengthOfEntryAt(places, first);
      if (length === 0) continue;
      const { start } = places[first] as Place;
      const { end } = places[first + length - 1] as Place;
      found.push({ start, end });
      first += length - 1;
    }
    return found;
  }

  /** In words; 0 where none begins. */
  private lengthOfEntryAt(places: readonly Place[], first: number): number {
    const lengths = this.lengths.get(places[first]?.word ?? '') ?? [];
    return lengths.find((length) => this.isEntry(places.slice(first, first + length), length)) ?? 0;
  }

  private isEntry(places: readonly Place[], length: number): boolean {
    const close = places.every(
      (it, index) => index === 0 || it.start - (places[index - 1]?.end ?? 0) <= WIDEST_GAP,
    );
    return (
      close && places.length === length && this.entries.has(places.map((it) => it.word).join(' '))
    );
  }
}

function wordsOf(text: string): Place[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word: word.normalize('NFC'),
    start: index,
    end: index + word.length,
  }));
}
