import type { Duration } from '../contracts/duration.js';
import type { KeyScope } from './key-scope.js';

/** A key that the configuration lists: either its secret, or the SHA-256 of it. */
export interface KeySeed {
  readonly id: string;
  readonly name?: string;
  readonly secret?: string;
  /** 64 hexadecimal digits. */
  readonly sha256?: string;
  readonly scope?: KeyScope;
  readonly expiresAt?: Date;
}

/** The options of `LlmKeysModule.forRoot()`. */
export interface LlmKeysOptions {
  /** What stands in new keys after `llmr_`: 1 to 16 lower case letters and digits, e.g. `live`. Default: nothing. */
  readonly environment?: string;
  /** How often each process looks for changes of the keys that it knows: at most 4 s. Default 3 s. */
  readonly pollEvery?: Duration;
  /** How long keys that are known stay valid while the store does not answer. Default 10 min. */
  readonly grace?: Duration;
  /** Keys that there are from the start. Those of an earlier start that are not listed any more are revoked. Default none. */
  readonly seeds?: readonly KeySeed[];
}

/** Injects the options of `LlmKeysModule`. */
export const LLM_KEYS_OPTIONS = Symbol.for('nestjs-llm-router.keys-options');
