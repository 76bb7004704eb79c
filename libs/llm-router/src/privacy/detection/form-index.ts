import type { Identifier } from './recogniser.js';
import type { Words } from './words.js';

interface Form {
  readonly identifier: Identifier;
  /** Undefined: the layout is of digits only. */
  readonly pattern: RegExp | undefined;
}

interface Node {
  /** By what separates two groups, and the length of the next. */
  readonly next: Map<number, Node>;
  /** What may be of digits alone, of both, and of letters alone. */
  readonly digits: Form[];
  readonly mixed: Form[];
  readonly letters: Form[];
}

const SEPARATORS = ' -./:';
const PARTS = /[ \-./:]|[^ \-./:]+/g;
const CLASSES: Readonly<Record<string, string>> = { '#': '\\d', '@': '[a-z]', '*': '[a-z\\d]' };

const newNode = (): Node => ({ next: new Map(), digits: [], mixed: [], letters: [] });
/** Longer than any group; keeps the keys apart. */
const LONGEST_GROUP = 63;
const keyOf = (separator: number, length: number): number =>
  length > LONGEST_GROUP ? -1 : separator * (LONGEST_GROUP + 1) + length;

/**
 * Finds numbers by the lengths of their groups and by what separates these, which few words of a text have in common with
 * any: what each recogniser asks for is looked up, and not searched for.
 */
export class FormIndex {
  private readonly root = newNode();

  constructor(identifiers: readonly Identifier[]) {
    for (const identifier of identifiers) {
      for (const form of identifier.forms) this.add(form, identifier);
    }
  }

  /** Tells what begins at a word, and has a right layout and checksum. */
  findAt(
    text: string,
    words: Words,
    first: number,
    found: (identifier: Identifier, start: number, end: number) => void,
  ): void {
    const { starts, ends, digits } = words;
    const start = starts[first] ?? 0;
    let end = ends[first] ?? 0;
    let digitsSoFar = digits[first] ?? 0;
    let length = end - start;
    let node = this.root.next.get(keyOf(0, length));
    for (let word = first; node !== undefined;) {
      const forms =
        digitsSoFar === length ? node.digits : digitsSoFar > 0 ? node.mixed : node.letters;
      if (forms.length > 0) {
        this.check(text.slice(start, end), length, forms, (it) => found(it, start, end));
      }
      if (node.next.size === 0) return;
      word++;
      const next = starts[word];
      if (next !== end + 1) return;
      end = ends[word] ?? next;
      node = node.next.get(keyOf(text.charCodeAt(next - 1), end - next));
      length += end - next;
      digitsSoFar += digits[word] ?? 0;
    }
  }

  private check(
    raw: string,
    length: number,
    forms: readonly Form[],
    found: (identifier: Identifier) => void,
  ): void {
    let characters: string | undefined;
    for (const { identifier, pattern } of forms) {
      if (pattern !== undefined && !pattern.test(raw)) continue;
      if (identifier.accept !== undefined) {
        characters ??= raw.length === length ? raw : raw.replace(/[ \-./:]/g, '');
        if (!identifier.accept(characters.toUpperCase())) continue;
      }
      found(identifier);
    }
  }

  private add(form: string, identifier: Identifier): void {
    let node = this.root;
    let separator = 0;
    for (const part of form.match(PARTS) ?? []) {
      if (SEPARATORS.includes(part)) {
        separator = part.charCodeAt(0);
        continue;
      }
      const key = keyOf(separator, part.length);
      let next = node.next.get(key);
      if (next === undefined) node.next.set(key, (next = newNode()));
      node = next;
    }
    const numeric = /^[#\d \-./:]+$/.test(form);
    const entry = {
      identifier,
      pattern: /^[# \-./:]+$/.test(form) ? undefined : patternOf(form, identifier),
    };
    if (!/[a-z@]/i.test(form)) node.digits.push(entry);
    if (!numeric) node.mixed.push(entry);
    if (!/[#\d]/.test(form)) node.letters.push(entry);
  }
}

function patternOf(form: string, { capitals }: Identifier): RegExp {
  const source = form.replace(/./g, (it) => CLASSES[it] ?? it.replace(/[.\-/]/, '\\$&'));
  return capitals === true
    ? new RegExp(`^${source.replaceAll('a-z', 'A-Z')}$`)
    : new RegExp(`^${source}$`, 'i');
}
