import { JsonDepth } from './json-depth.js';
import type { Vault } from './vault.js';

/** Puts the values back into one run of text that arrives in pieces, cut anywhere. */
export class TokenScanner {
  private held = '';
  private readonly depth: JsonDepth | undefined;

  /** @param isJson values are escaped for the strings that they are put into, however deep these are */
  constructor(
    private readonly vault: Vault,
    isJson: boolean,
  ) {
    this.depth = isJson && vault.needsEscaping ? new JsonDepth() : undefined;
  }

  /** The text that is certain by now; only an end that may still become a token is held back. */
  push(piece: string): string {
    return this.restore(this.held + piece, false);
  }

  /** What was held back, now that no more can come. */
  flush(): string {
    return this.restore(this.held, true);
  }

  private restore(text: string, isLast: boolean): string {
    const { tokens } = this.vault;
    this.held = '';
    let result = '';
    let position = 0;
    for (
      let at = tokens.nextBeginning(text, 0);
      at >= 0;
      at = tokens.nextBeginning(text, Math.max(at + 1, position))
    ) {
      const { end, value, isOpen } = tokens.match(text, at);
      if (isOpen && !isLast) {
        result += this.pass(text.slice(position, at));
        this.held = text.slice(at);
        return result;
      }
      if (end === undefined) continue;
      result += this.pass(text.slice(position, at));
      if (this.depth?.isEscaping) {
        position = at;
        continue;
      }
      result += this.write(value);
      position = end;
    }
    return result + this.pass(text.slice(position));
  }

  private pass(text: string): string {
    this.depth?.feed(text);
    return text;
  }

  private write(value: string): string {
    if (this.depth === undefined) return value;
    let written = value;
    for (let depth = this.depth.depth; depth > 0; depth--) {
      written = JSON.stringify(written).slice(1, -1);
    }
    this.depth.feedToken();
    return written;
  }
}
