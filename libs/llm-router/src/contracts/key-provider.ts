/** A data key, encrypted under a master key. Plain data, fit for JSON. */
export interface WrappedKey {
  /** Which master key it is under. */
  readonly keyId: string;
  readonly wrapped: string;
}

/**
 * The port for whoever holds master keys, such as a key management service: `@LlmKeyProvider()`. Chosen by id in
 * `keys: { provider }`. Master keys never leave it.
 */
export interface KeyProvider {
  readonly id: string;
  /** Id of the master key that wraps now. Others still unwrap what is under them. */
  currentKeyId(): Promise<string>;
  /** `context` names the data key's owner; the same has to be given to unwrap it. */
  wrap(dataKey: Uint8Array, context: string): Promise<WrappedKey>;
  /** Rejects where the master key is unknown, or anything was changed. */
  unwrap(key: WrappedKey, context: string): Promise<Uint8Array>;
}
