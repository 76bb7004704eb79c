/** A stretch of a text: `[start, end)` in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Where in its surroundings a text stands, for those who need them to judge it. */
export interface TextPlace {
  /** The name that it has there, e.g. `ssn`. */
  readonly name?: string | undefined;
  /** The JSON text that it stands in. */
  readonly within?: JsonPlace;
}

/** A string or number of a JSON text. */
export interface JsonPlace extends TextSpan {
  readonly json: string;
  /** True: it is written with escapes, so that the JSON text does not show it as it is. */
  readonly isEscaped: boolean;
  /** What a span of the JSON text is in this text; undefined where it is outside. */
  readonly inner: (span: TextSpan) => TextSpan | undefined;
}

/** What to make of a text. */
export type Rewrite = (text: string, place?: TextPlace) => string;
