const CAPACITY = 8_192;

/** The features of one sample, as hashes. */
export interface Hashes {
  readonly hashes: Uint32Array;
  /** How many there are. */
  readonly length: number;
  /** The first so many are single words: by them one sees whether a model knows what a text is about. */
  readonly words: number;
}

/** Collects features; reused by the next sample. What exceeds the capacity is dropped. */
export class FeatureList implements Hashes {
  readonly hashes = new Uint32Array(CAPACITY);
  length = 0;
  words = 0;

  clear(): void {
    this.length = 0;
    this.words = 0;
  }

  add(hash: number): void {
    if (this.length < CAPACITY) this.hashes[this.length++] = hash;
  }

  /** What was added up to here are single words. */
  endWords(): void {
    this.words = this.length;
  }
}
