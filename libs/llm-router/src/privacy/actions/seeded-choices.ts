import { createHash } from 'node:crypto';

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';

/** Chance that is the same for the same seed: no one can tell without the key that the seed was made with. */
export class SeededChoices {
  private bytes: Buffer;
  private position = 0;

  constructor(seed: Uint8Array) {
    this.bytes = Buffer.from(seed);
  }

  /** A whole number from 0, below `limit`; at most 65,536. */
  below(limit: number): number {
    if (this.position + 2 > this.bytes.length) {
      this.bytes = createHash('sha256').update(this.bytes).digest();
      this.position = 0;
    }
    const value = this.bytes.readUInt16BE(this.position);
    this.position += 2;
    return value % limit;
  }

  /** One character of a text. */
  of(characters: string): string {
    return characters.charAt(this.below(characters.length));
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.below(10)).join('');
  }

  /** A word that can be spoken, in lower case. */
  word(length: number): string {
    return Array.from({ length }, (_, place) => this.of(place % 2 ? VOWELS : CONSONANTS)).join('');
  }
}
