interface Node<T> {
  readonly next: Map<number, Node<T>>;
  readonly values: T[];
}

const newNode = <T>(): Node<T> => ({ next: new Map(), values: [] });

/** Keywords, walked from a given place; a walk takes no more steps than the longest keyword has characters. */
export class KeywordTrie<T> {
  private readonly root = newNode<T>();
  /** By the first two characters, for ASCII: most words of a text begin like no keyword. */
  private readonly beginnings = new Uint8Array(128 * 128);

  /** `keyword` in lower case, and of two characters at least. */
  add(keyword: string, value: T): void {
    let node = this.root;
    for (let at = 0; at < keyword.length; at++) {
      const code = keyword.charCodeAt(at);
      let next = node.next.get(code);
      if (next === undefined) node.next.set(code, (next = newNode()));
      node = next;
    }
    node.values.push(value);
    const [first, second] = [keyword.charCodeAt(0), keyword.charCodeAt(1)];
    if (first < 128 && second < 128) this.beginnings[first * 128 + second] = 1;
  }

  /** Tells every keyword that begins at `at`, with the place where it ends. */
  walk(lowerCase: string, at: number, found: (value: T, end: number) => void): void {
    const first = lowerCase.charCodeAt(at);
    const second = lowerCase.charCodeAt(at + 1);
    if (first < 128 && second < 128 && this.beginnings[first * 128 + second] !== 1) return;
    let node = this.root.next.get(first);
    for (let end = at + 1; node !== undefined; end++) {
      for (const value of node.values) found(value, end);
      if (node.next.size === 0) return;
      node = node.next.get(lowerCase.charCodeAt(end));
    }
  }
}
