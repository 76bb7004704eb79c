/** What stands between a settled call and its row. Inject it to learn how the ledger is; the class is the token too. */
export abstract class LedgerIntake {
  /** Calls that are accepted and not yet written. */
  abstract get pending(): number;

  /** Why the last try to write failed; undefined once one succeeds again. */
  abstract get lastError(): Error | undefined;

  /** Calls that never got into the ledger, since the start. */
  abstract get lost(): number;

  /**
   * Resolves when all calls that were accepted until now are written, and tries that at once. Rejects with the
   * database's error where it fails; the calls are kept, and tried again.
   */
  abstract flush(): Promise<void>;

  /**
   * As `flush()`, and resolves when nothing of these calls is in the journal of this process any more, where there is one.
   * Rejects also where the journal can begin no further file.
   */
  clear(): Promise<void> {
    return this.flush();
  }
}
