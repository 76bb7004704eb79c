/** UTF-16 units; no answer is longer, unless somebody means harm. */
const MOST_KEPT = 1_000_000;

/** The text of a reply as far as it is worth keeping, and how much more there was. */
export class KeptText {
  text = '';
  /** UTF-16 units that came beyond what is kept. */
  cut = 0;

  get length(): number {
    return this.text.length + this.cut;
  }

  add(piece: string): void {
    if (this.cut > 0 || this.text.length + piece.length > MOST_KEPT) this.cut += piece.length;
    else this.text += piece;
  }
}
