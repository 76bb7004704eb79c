const OTHER = 0;
const DIGIT = 1;
const LOWER = 2;
const UPPER = 3;
const FOREIGN = 4;
/** From here on scripts do not put spaces between words. */
const UNSPACED = 0x0e00;
const BACKSLASH = 92;

const KINDS = new Uint8Array(128);
for (const [first, last, kind] of [
  ['0', '9', DIGIT],
  ['a', 'z', LOWER],
  ['A', 'Z', UPPER],
] as const) {
  KINDS.fill(kind, first.charCodeAt(0), last.charCodeAt(0) + 1);
}

/** The runs of ASCII letters and digits of a text, in order. */
export interface Words {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How many digits each has. */
  readonly digits: readonly number[];
  /** Where a name, or a part of one, begins: at a word, at a capital within one, and anywhere where words are not spaced. */
  readonly parts: readonly number[];
}

export function splitWords(text: string): Words {
  const starts: number[] = [];
  const ends: number[] = [];
  const digits: number[] = [];
  const parts: number[] = [];
  let previous = OTHER;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    let kind = code < 128 ? (KINDS[code] ?? OTHER) : FOREIGN;
    if (previous === OTHER && kind === LOWER && isEscape(text, at, code)) kind = OTHER;
    if (kind === OTHER || kind === FOREIGN) {
      if (previous !== OTHER && previous !== FOREIGN) {
        ends.push(at);
        digits.push(count);
      }
      if (kind === FOREIGN && (previous !== FOREIGN || code >= UNSPACED)) parts.push(at);
    } else {
      if (previous === OTHER || previous === FOREIGN) {
        starts.push(at);
        parts.push(at);
        count = 0;
      } else if (kind === UPPER && previous === LOWER) {
        parts.push(at);
      }
      if (kind === DIGIT) count++;
    }
    previous = kind;
  }
  if (starts.length > ends.length) {
    ends.push(text.length);
    digits.push(count);
  }
  return { starts, ends, digits, parts };
}

/** The letter of `\n`, `\r` and `\t` belongs to no word. */
function isEscape(text: string, at: number, code: number): boolean {
  return text.charCodeAt(at - 1) === BACKSLASH && (code === 110 || code === 114 || code === 116);
}
