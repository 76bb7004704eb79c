import type { RedactDirective } from './directives.js';

/** A finding in a text: `[start, end)` in UTF-16 units. */
export interface Finding {
  /** E.g. `email`, `card`, `iban`. */
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  /** How sure it is, 0 to 1: of two findings in one place, the surer one gives the name. Default 0.5. */
  readonly score?: number;
}

/** The port for recognisers of sensitive text: `@LlmRedactor()`. Must run in linear time. */
export interface Redactor {
  readonly id: string;
  /** The entities that it can find. */
  readonly entities: readonly string[];
  /** Names for several entities at once, e.g. `secret`. Default none. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Entities that count only where somebody names them, since they are rarely sensitive. Default none. */
  readonly byName?: readonly string[];
  /**
   * What is in a text; findings may overlap. `wanted` names the entities that are asked for, and what else is found does
   * not count. Without it nobody named any: what is rarely sensitive, such as a date, may then be left out.
   */
  find(text: string, wanted?: ReadonlySet<string>): readonly Finding[];
  /** Like `find`, for what takes longer: a thread, another service. Asked in place of `find` where it is there. */
  findAll?(
    text: string,
    wanted?: ReadonlySet<string>,
  ): readonly Finding[] | Promise<readonly Finding[]>;
}

/** Redaction of every call, and what is looked for beside what is built in. */
export interface RedactOptions extends RedactDirective {
  /**
   * What placeholders, made-up values and hashes are derived from: 32 characters or more. Processes that serve the same
   * conversations need the same one. Default: random, for as long as the process runs.
   */
  readonly secret?: string;
  /** Expressions of your own. Default none. */
  readonly patterns?: readonly CustomPattern[];
  /** Words and names of your own, e.g. of customers or projects. Default none. */
  readonly dictionaries?: readonly CustomDictionary[];
}

/**
 * An expression to look for. It is checked at boot: every repeat needs an upper bound, and it must not match in too many
 * ways, so that no prompt can hold up the process. Else a `ConfigurationError`.
 */
export interface CustomPattern {
  /** In kebab-case, e.g. `employee-id`. */
  readonly entity: string;
  readonly pattern: string | RegExp;
  /** E.g. `i`. Default: those of the `RegExp`, else none. */
  readonly flags?: string;
  /** It counts only near one of these words; `staff*` is the beginning of words. Default: it always counts. */
  readonly context?: readonly string[];
}

/** Words to look for, in any case; of several words, whatever stands between them. Whole words only. */
export interface CustomDictionary {
  /** In kebab-case, e.g. `customer-name`. */
  readonly entity: string;
  readonly words: readonly string[];
  /** They count only near one of these words. Default: they always count. */
  readonly context?: readonly string[];
}
