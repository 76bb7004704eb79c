import type { Delivery } from 'nestjs-llm-router';

/** A call that somebody makes. */
export interface Arrival {
  /** From 0, in the order of their times. */
  readonly index: number;
  /** Milliseconds after the beginning. */
  readonly at: number;
  readonly delivery: Delivery;
  readonly promptTokens: number;
  /** What the model will answer, whoever serves it. */
  readonly outputTokens: number;
}
