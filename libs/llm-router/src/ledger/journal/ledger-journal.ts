import type { CallSettled } from '../../contracts/router-event.js';

/** Calls that are moved to the database at a time. */
export const RELAY_BATCH = 500;

/** Where a journal's records end up. */
export interface RelayTarget {
  /** Writes calls that may be there already: then nothing changes. Rejects where that has to be tried again. */
  write(calls: readonly CallSettled[]): Promise<void>;
  /** Makes what was written survive a loss of power. */
  makeDurable(): Promise<void>;
}

/**
 * Where records of calls wait for the database: files on the disk of this machine, or a Redis that machines share. Who
 * uses it makes one call of `append()` at a time, and one of `relay()`.
 */
export abstract class LedgerJournal {
  /** Milliseconds between two calls of `beat()`. */
  abstract readonly beatMs: number;

  /** Bytes of records in it. */
  abstract get usedBytes(): number;

  /** Records in it that are not in the database yet, as far as is known here. */
  abstract get pending(): number;

  /** Journals of processes that have ended, and are not in the database yet. */
  abstract get adopting(): number;

  /** Records, or places, that could not be read, since the start. */
  abstract get damaged(): number;

  /** Why so many bytes of records more could not be taken; undefined where they could. */
  abstract obstacle(bytes: number): string | undefined;

  /** Resolves once all the records are safe; rejects where one may not be. */
  abstract append(records: readonly string[]): Promise<void>;

  /** Begins to move records, those first that ended processes have left. That none can be had now is no reason to reject. */
  abstract start(target: RelayTarget): Promise<void>;

  /** Moves a batch of records. False: there are no more by now. Rejects where the target or the journal fails; nothing is lost then. */
  abstract relay(): Promise<boolean>;

  /** Says that this process lives, and looks for those that no longer do. True: there may be something to relay. Never rejects. */
  abstract beat(): Promise<boolean>;

  /** Tells later whether everything has been moved that is safe by now. */
  abstract mark(): () => boolean;

  /**
   * Sees to it that records are deleted as soon as they are moved, and not only when others fill their file. Tells later
   * whether all are gone that are safe by now. Rejects where no further file can be begun.
   */
  roll(): Promise<() => boolean> {
    return Promise.resolve(this.mark());
  }

  /** What was not moved stays. Never rejects. */
  abstract close(): Promise<void>;
}
