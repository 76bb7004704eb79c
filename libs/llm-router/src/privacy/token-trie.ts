interface Node {
  readonly next: Map<number, Node>;
  /** What a text stands for that ends here. */
  value?: string;
}

/** What a text is from some place on. */
export interface TokenMatch {
  /** Where the longest token ends; undefined where none begins there. */
  readonly end: number | undefined;
  /** What the token stands for. */
  readonly value: string;
  /** The text ends where more of it might make a token, or a longer one. */
  readonly isOpen: boolean;
}

/** Texts that stand for others, looked up wherever they begin. */
export class TokenTrie {
  private readonly root: Node = { next: new Map() };
  /** A character, or an expression where tokens begin with several. */
  private beginnings: string | RegExp | undefined;

  add(token: string, value: string): void {
    let node = this.root;
    for (let at = 0; at < token.length; at++) {
      const unit = token.charCodeAt(at);
      let next = node.next.get(unit);
      if (next === undefined) {
        next = { next: new Map() };
        node.next.set(unit, next);
      }
      node = next;
    }
    node.value = value;
    this.beginnings = undefined;
  }

  /** The next place where a token may begin; -1 where there is none. */
  nextBeginning(text: string, from: number): number {
    const beginnings = (this.beginnings ??= this.anyOf());
    if (typeof beginnings === 'string') return text.indexOf(beginnings, from);
    beginnings.lastIndex = from;
    return beginnings.exec(text)?.index ?? -1;
  }

  match(text: string, at: number): TokenMatch {
    let node: Node | undefined = this.root;
    let end: number | undefined;
    let value = '';
    for (let place = at; place < text.length; place++) {
      node = node.next.get(text.charCodeAt(place));
      if (node === undefined) return { end, value, isOpen: false };
      if (node.value !== undefined) {
        end = place + 1;
        value = node.value;
      }
    }
    return { end, value, isOpen: node.next.size > 0 };
  }

  /** Every token of a text, from left to right, each the longest where it begins. */
  *tokensIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
    let at = this.nextBeginning(text, 0);
    while (at >= 0) {
      const { end } = this.match(text, at);
      if (end !== undefined) yield { start: at, end };
      at = this.nextBeginning(text, end ?? at + 1);
    }
  }

  private anyOf(): string | RegExp {
    const units = [...this.root.next.keys()];
    if (units.length === 1) return String.fromCharCode(...units);
    const escaped = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
    return new RegExp(`[${escaped.join('')}]`, 'g');
  }
}
