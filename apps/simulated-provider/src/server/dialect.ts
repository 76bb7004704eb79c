import type { FailureKind } from '../failure.js';

export interface FailureAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface FailureDetails {
  readonly kind: FailureKind;
  readonly message: string;
  readonly status: number | undefined;
  readonly parameter: string | undefined;
  readonly model: string | undefined;
  readonly exchangeId: string;
}

/** A vendor's manners that do not depend on the route. */
export interface Dialect {
  /** Headers of every response, as a flat list of names and values. */
  headers(exchangeId: string, sequence: number): string[];
  failure(details: FailureDetails): FailureAnswer;
  /** The error body an overloaded vendor sends inside a 200. */
  overloadBody(exchangeId: string): unknown;
  /** The same as one event of a stream. */
  overloadEvent(exchangeId: string): string;
}
