const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** JSON within strings of JSON within …: what is deeper is no JSON any more. */
const DEEPEST = 8;

interface Level {
  /** Undefined: nothing but blanks so far. */
  isJson?: boolean;
  inString: boolean;
  /** What there is of an escape, from its backslash on; empty outside of one. */
  escape: string;
}

/**
 * Reads a JSON text that arrives piece by piece, and tells how many times a text has to be escaped to be put in where it
 * ends by now: 0 outside of strings, 1 within one, 2 within a string of JSON that is itself within one. A text is taken for
 * JSON where it begins with a brace or bracket.
 */
export class JsonDepth {
  private readonly levels: Level[] = [{ inString: false, escape: '' }];

  get depth(): number {
    return this.levels.filter((it) => it.inString).length;
  }

  /** Whether the text ends amid an escape, where nothing else begins. */
  get isEscaping(): boolean {
    return this.levels.some((it) => it.escape !== '');
  }

  feed(text: string): void {
    for (const unit of text.split('')) this.feedUnit(0, unit);
  }

  /** Something was put in; what it is does not matter, but it is no beginning of JSON. */
  feedToken(): void {
    const innermost = this.levels.at(-1);
    if (innermost?.isJson === undefined) innermost!.isJson = false;
  }

  private feedUnit(index: number, unit: string): void {
    const level = this.levels[index];
    if (level === undefined) return;
    if (level.isJson === undefined) {
      if (/\s/.test(unit)) return;
      level.isJson = '{['.includes(unit) || (index === 0 && unit === '"');
    }
    if (!level.isJson) return;
    if (!level.inString) {
      if (unit !== '"') return;
      level.inString = true;
      if (this.levels.length < DEEPEST) this.levels.push({ inString: false, escape: '' });
    } else if (level.escape !== '') {
      const decoded = this.decode(level, unit);
      if (decoded !== undefined) this.feedUnit(index + 1, decoded);
    } else if (unit === '\\') {
      level.escape = unit;
    } else if (unit === '"') {
      level.inString = false;
      this.levels.length = index + 1;
    } else {
      this.feedUnit(index + 1, unit);
    }
  }

  /** The character that an escape stands for, once it is complete. */
  private decode(level: Level, unit: string): string | undefined {
    level.escape += unit;
    if (level.escape.startsWith('\\u')) {
      if (level.escape.length < 6) return undefined;
      const code = Number.parseInt(level.escape.slice(2), 16);
      level.escape = '';
      return Number.isNaN(code) ? '\ufffd' : String.fromCharCode(code);
    }
    level.escape = '';
    return ESCAPED[unit] ?? unit;
  }
}
