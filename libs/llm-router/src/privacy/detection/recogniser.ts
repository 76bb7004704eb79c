/**
 * How much a match says by itself. `strong`: it stands for itself. `medium`: it does, unless the word before it says that
 * it is something else, e.g. an order number. `weak`: only beside a word that speaks of it.
 */
export type Strength = 'strong' | 'medium' | 'weak';

/** What every recogniser says of what it finds. */
export interface Recogniser {
  /** In kebab-case, e.g. `us-ssn`. Several recognisers may find one entity. */
  readonly entity: string;
  /** Default `strong`. */
  readonly strength?: Strength;
  /** Words that speak of it, in lower case; `steuer*` is the beginning of words. Default none. */
  readonly context?: readonly string[];
  /** True: without a context word it is found only where the entity is asked for by name. Default false. */
  readonly byName?: boolean;
}

/** A number of known layout, e.g. `###-##-####`. */
export interface Identifier extends Recogniser {
  readonly kind: 'identifier';
  /** `#` a digit, `@` a letter, `*` either, other letters and digits themselves; one of ` -./:` between two groups. */
  readonly forms: readonly string[];
  /** True: only capitals. Default: letters in any case. */
  readonly capitals?: boolean;
  /** Gets the letters and digits in upper case, without what separates them. */
  readonly accept?: (characters: string) => boolean;
}

/** Something that begins with a published prefix, where a word begins. */
export interface Token extends Recogniser {
  readonly kind: 'token';
  /** In any case; the pattern decides. */
  readonly prefixes: readonly string[];
  /** Sticky; starts at the prefix. Its first group, else all that it matches, is the finding. */
  readonly pattern: RegExp;
  readonly accept?: (match: string) => boolean;
}

/** A value that is assigned to a name which tells what it is: `ADAFRUIT_TOKEN=…`. */
export interface AssignedValue extends Recogniser {
  readonly kind: 'assigned';
  /** Words of such names, in lower case. */
  readonly names: readonly string[];
  /** True: nothing of the name may follow after the word. Default false. */
  readonly endsName?: boolean;
  /** What must not stand before the word, e.g. `csrf-`. Looks at a few characters. Default: anything may. */
  readonly notAfter?: RegExp;
  /** Sticky; starts where the value does. */
  readonly pattern: RegExp;
  readonly accept?: (match: string) => boolean;
}

/** Something with a mark in its middle, e.g. `@`, from which the rest is found. */
export interface Marked extends Recogniser {
  readonly kind: 'marked';
  readonly mark: string;
  /** `at` is where the mark stands. Must look at a bounded number of characters. */
  readonly around: (text: string, at: number) => Span | undefined;
}

/** Something that begins with a word that holds a digit, but has no fixed layout. */
export interface Walk extends Recogniser {
  readonly kind: 'walk';
  /** Must look at a bounded number of characters. */
  readonly from: (text: string, start: number, end: number) => WalkedSpan | undefined;
}

/** What an application looks for itself. */
export interface Search extends Recogniser {
  readonly kind: 'search';
  /** Must run in linear time. Gets the text, and the same in lower case. */
  readonly search: (text: string, lowerCase: string) => readonly Span[];
}

export type AnyRecogniser = Identifier | Token | AssignedValue | Marked | Walk | Search;

/** `[start, end)` in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface WalkedSpan extends Span {
  /** Where this match says more or less than others of its kind. */
  readonly strength?: Strength;
}
