import type { Vault } from './vault.js';

/** Puts the values back into one run of text that arrives in pieces, cut anywhere. */
export class PlaceholderScanner {
  private held = '';

  constructor(
    private readonly vault: Vault,
    /** How a value is written here, e.g. escaped for JSON. */
    private readonly write: (value: string) => string,
  ) {}

  /** The text that is certain by now; only an end that may still become a placeholder is held back. */
  push(piece: string): string {
    const text = this.held + piece;
    this.held = '';
    let result = '';
    let position = 0;
    for (let open = text.indexOf('['); open >= 0; open = text.indexOf('[', position)) {
      result += text.slice(position, open);
      let end = open + 1;
      while (end < text.length && this.vault.isBeginning(text.slice(open, end))) end++;
      const token = text.slice(open, end);
      const value = this.vault.valueOf(token);
      if (value !== undefined) {
        result += this.write(value);
        position = end;
      } else if (this.vault.isBeginning(token)) {
        this.held = token;
        return result;
      } else {
        result += '[';
        position = open + 1;
      }
    }
    return result + text.slice(position);
  }

  /** What was held back, now that no more can come. */
  flush(): string {
    const { held } = this;
    this.held = '';
    return held;
  }
}
