/** A finding in a text: `[start, end)` in UTF-16 units. */
export interface Finding {
  /** E.g. `email`, `card`, `iban`. */
  readonly entity: string;
  readonly start: number;
  readonly end: number;
}

/** The port for recognisers of sensitive text: `@LlmRedactor()`. Must run in linear time. */
export interface Redactor {
  readonly id: string;
  /** The entities that it can find. */
  readonly entities: readonly string[];
  find(text: string): readonly Finding[];
}
