import type { CallSettled } from './router-event.js';

/**
 * The port for a durable record of how calls ended: at most one in an application, provided by a global module. A call's
 * caller gets its last bytes only when the record is safe. The abstract class is the injection token too.
 */
export abstract class CompletionJournal {
  /**
   * Keeps room for the record of one more call. Throws an admission error with `retryAfterMs` where there is none; every
   * call that is admitted is appended once, whatever its ending.
   */
  abstract admit(): void;

  /** Resolves when the record would survive the end of the process. Never throws, and never rejects. */
  abstract append(call: CallSettled): Promise<void>;
}
