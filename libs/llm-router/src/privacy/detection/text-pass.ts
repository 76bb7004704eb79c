import type { Finding } from '../../contracts/redactor.js';
import { endOfName, valueAfter } from './assignment.js';
import { ContextWords } from './context-words.js';
import type { AssignedValue, Identifier, Recogniser, Strength, Token } from './recogniser.js';
import type { RecogniserIndex } from './recogniser-index.js';
import { beginsApart, crossesParts, endsPart, standsAlone } from './surroundings.js';
import { splitWords, type Words } from './words.js';

/** How much of what stands before a name is looked at. */
const LONGEST_BEFORE = 16;

const SCORES: Readonly<Record<Strength, number>> = { strong: 0.7, medium: 0.5, weak: 0.3 };
const CONTEXT_SCORE = 0.3;

/** One search of one text. */
export class TextPass {
  readonly findings: Finding[] = [];
  private readonly lowerCase: string;
  private readonly context: ContextWords;
  /** How far each has found something: nothing begins within another of its kind. */
  private readonly ends = new Map<Recogniser, number>();
  private nameEnd = -1;
  private valueStart: number | undefined;

  constructor(
    private readonly index: RecogniserIndex,
    private readonly text: string,
    /** The entities that were asked for by name; undefined: none were, all count. */
    private readonly wanted: ReadonlySet<string> | undefined,
  ) {
    this.context = new ContextWords(text);
    const lowerCase = text.toLowerCase();
    // A few capitals become longer; places must stay.
    this.lowerCase = lowerCase.length === text.length ? lowerCase : asciiLowerCase(text);
  }

  run(): Finding[] {
    const words = splitWords(this.text);
    for (const at of words.parts) this.keywordsAt(at);
    this.findNumbers(words);
    this.findMarked();
    for (const it of this.index.searches) {
      if (!this.isAsked(it)) continue;
      const found = it.search(this.text, this.lowerCase);
      for (const { start, end } of found) this.report(it, start, end);
    }
    return this.findings;
  }

  /** What begins with a word, but for what begins with a keyword. */
  private findNumbers(words: Words): void {
    const { index, text } = this;
    const { starts, ends, digits } = words;
    const walks = index.walks.filter((it) => this.isAsked(it));
    const found = (identifier: Identifier, start: number, end: number): void => {
      if (standsAlone(text, start, end)) this.report(identifier, start, end);
    };
    for (let word = 0; word < starts.length; word++) {
      index.forms.findAt(text, words, word, found);
      if (digits[word] === 0) continue;
      const start = starts[word] ?? 0;
      const end = ends[word] ?? 0;
      for (const walk of walks) {
        if (start < (this.ends.get(walk) ?? 0)) continue;
        const span = walk.from(text, start, end);
        if (span !== undefined && this.report(walk, span.start, span.end, span.strength)) {
          this.ends.set(walk, span.end);
        }
      }
    }
  }

  private findMarked(): void {
    const { index, text } = this;
    for (const [mark, recognisers] of index.marked) {
      for (const it of recognisers) {
        if (!this.isAsked(it)) continue;
        for (let at = text.indexOf(mark); at >= 0;) {
          const found = it.around(text, at);
          if (found !== undefined) this.report(it, found.start, found.end);
          // What is found is not looked at again.
          at = text.indexOf(mark, Math.max(at + 1, found?.end ?? 0));
        }
      }
    }
  }

  /** Whether anything that it finds could count. */
  private isAsked({ entity, byName, context }: Recogniser): boolean {
    if (this.wanted !== undefined) return this.wanted.has(entity);
    return byName !== true || context !== undefined;
  }

  private keywordsAt(at: number): void {
    this.index.keywords.walk(this.lowerCase, at, (keyword, end) => {
      if (keyword.whole && !endsPart(this.text, end)) return;
      if (keyword.speaksOf.size > 0 || keyword.denies) this.context.add(keyword, at);
      for (const it of keyword.tokens) this.token(it, at);
      if (keyword.assigned.length > 0 && !crossesParts(this.text, at, end)) {
        for (const it of keyword.assigned) this.assigned(it, at, end);
      }
    });
  }

  private token(token: Token, at: number): void {
    if (at < (this.ends.get(token) ?? 0) || !beginsApart(this.text, at)) return;
    token.pattern.lastIndex = at;
    const match = token.pattern.exec(this.text);
    if (match === null) return;
    this.ends.set(token, at + match[0].length);
    this.match(token, match);
  }

  private assigned(value: AssignedValue, at: number, end: number): void {
    const nameEnd = endOfName(this.text, end);
    if (value.endsName === true && nameEnd !== end) return;
    if (value.notAfter?.test(this.text.slice(Math.max(at - LONGEST_BEFORE, 0), at))) return;
    if (nameEnd !== this.nameEnd) {
      this.nameEnd = nameEnd;
      this.valueStart = valueAfter(this.text, nameEnd);
    }
    if (this.valueStart === undefined) return;
    value.pattern.lastIndex = this.valueStart;
    const match = value.pattern.exec(this.text);
    if (match !== null) this.match(value, match);
  }

  private match(recogniser: Token | AssignedValue, match: RegExpExecArray): void {
    const { 0: all, 1: group, index } = match;
    const value = group ?? all;
    if (recogniser.accept?.(value) === false) return;
    const start = index + all.indexOf(value);
    this.report(recogniser, start, start + value.length);
  }

  /** Whether it counts. */
  private report(
    recogniser: Recogniser,
    start: number,
    end: number,
    strength = recogniser.strength ?? 'strong',
  ): boolean {
    if (this.wanted?.has(recogniser.entity) === false) return false;
    const said = this.context.speakOf(recogniser, start, end);
    if (!said) {
      if (strength === 'weak' || (recogniser.byName === true && this.wanted === undefined))
        return false;
      if (strength === 'medium' && this.context.deny(start, end)) return false;
    }
    const score = SCORES[strength] + (said ? CONTEXT_SCORE : 0);
    this.findings.push({ entity: recogniser.entity, start, end, score });
    return true;
  }
}

function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (it) => it.toLowerCase());
}
