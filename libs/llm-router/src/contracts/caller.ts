/** On whose behalf a call is made. Every field ends up in the ledger. */
export interface Caller {
  /** The name of the key that was used, never the key. */
  readonly keyId?: string;
  readonly tenant?: string;
  readonly team?: string;
  /** The end user, where known. Default: whom the request names (`user`), as a keyed hash where redaction finds something in it. */
  readonly user?: string;
  /** How the call came in, e.g. `in-process` or `http:chat-completions`. Default `in-process`. */
  readonly door?: string;
}
