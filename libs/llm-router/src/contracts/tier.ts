import type { Duration } from './duration.js';

/** A member of a tier: a model, or an alias of one. */
export type TierMember =
  | string
  | {
      /** A model, or an alias of one. */
      readonly model: string;
      /** Its share under the strategies that balance. 0: only where no other member is eligible. Default 1. */
      readonly weight?: number;
      /** What the ledger calls this member, e.g. `2026-11` or `canary`: usage and cost can be told by it. */
      readonly release?: string;
    };

/** A named group of models. The list alone is short for `{ models }`. */
export interface TierOptions {
  readonly models: readonly TierMember[];
  /** Id of the strategy that orders the members. Default `routing.strategy`. */
  readonly strategy?: string;
  /** What may answer when none of the models can. Default: nobody. */
  readonly degrade?: DegradeOptions;
}

/**
 * The rungs below a tier, tried from the first to the last; those that are left out are skipped. Every model on them
 * has to pass the same filters as a first choice.
 */
export interface DegradeOptions {
  /** Any other provider that is known to have one of the tier's models. Default false. */
  readonly sameModel?: boolean;
  /** Models of equal capability. */
  readonly equal?: readonly string[];
  /** Smaller models. */
  readonly smaller?: readonly string[];
  /** Sends the tier's models less of the conversation, where it does not fit. */
  readonly trim?: TrimOptions;
  /** A kept reply that is past its time by so much at most; for calls that may be cached. */
  readonly staleCache?: Duration;
  /** The text of the answer where nobody else gives one. */
  readonly answer?: string;
}

/** System and developer messages always stay, and so does the last message; a tool's result stays with its call. */
export interface TrimOptions {
  /** How many of the last messages stay at most, the instructions not counted. */
  readonly keepMessages?: number;
  /** How many tokens the messages may have at most, as estimated; the oldest go first. */
  readonly maxTokens?: number;
}
