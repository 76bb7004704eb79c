/** A regular expression, taken apart as far as its cost depends on it. */
export type PatternNode =
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'assertion' }
  /** What a group has matched, once more. */
  | { readonly kind: 'again' }
  | { readonly kind: 'look'; readonly body: PatternNode }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly min: number;
      readonly max: number;
      /** As it was written, for messages. */
      readonly source: string;
    };

const GROUP = /\((?:\?(?:(<?[=!])|:|<[^>]*>))?/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;
const ESCAPE =
  /\\(?:([bB])|([1-9]\d*|k<[^>]*>)|[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^])/y;

/** Reads the source of a legal expression. */
export class PatternReader {
  private at = 0;

  constructor(
    private readonly source: string,
    /** Under the flag `v` classes hold classes. */
    private readonly nestedClasses: boolean,
  ) {}

  read(): PatternNode {
    const branches: PatternNode[] = [this.readSequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      branches.push(this.readSequence());
    }
    return branches.length === 1 ? (branches[0] as PatternNode) : { kind: 'choice', branches };
  }

  private readSequence(): PatternNode {
    const items: PatternNode[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) {
      const start = this.at;
      const body = this.readTerm();
      items.push(this.readRepeat(body, start));
    }
    return { kind: 'sequence', items };
  }

  private readTerm(): PatternNode {
    const character = this.source[this.at];
    if (character === '(') return this.readGroup();
    if (character === '\\') {
      const [escape = '', assertion, reference] = this.take(ESCAPE) ?? [];
      if (assertion !== undefined) return { kind: 'assertion' };
      if (reference !== undefined) return { kind: 'again' };
      return { kind: 'character', source: escape };
    }
    if (character === '[') return { kind: 'character', source: this.takeClass() };
    this.at++;
    return character === '^' || character === '$'
      ? { kind: 'assertion' }
      : { kind: 'character', source: character ?? '' };
  }

  private readGroup(): PatternNode {
    const look = this.take(GROUP)?.[1] !== undefined;
    const body = this.read();
    this.at++;
    return look ? { kind: 'look', body } : body;
  }

  private readRepeat(body: PatternNode, start: number): PatternNode {
    const quantifier = this.take(QUANTIFIER);
    if (quantifier === undefined) return body;
    const [, sign, least, comma, most] = quantifier;
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
    const limited = sign === '?' ? 1 : comma === '' ? min : Number(most === '' ? NaN : most);
    const max = Number.isNaN(limited) ? Infinity : limited;
    return { kind: 'repeat', body, min, max, source: this.source.slice(start, this.at) };
  }

  private takeClass(): string {
    const start = this.at;
    let depth = 0;
    do {
      const character = this.source[this.at];
      if (character === '\\') this.at++;
      else if (character === '[' && (depth === 0 || this.nestedClasses)) depth++;
      else if (character === ']') depth--;
      this.at++;
    } while (depth > 0 && this.at < this.source.length);
    return this.source.slice(start, this.at);
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }
}
