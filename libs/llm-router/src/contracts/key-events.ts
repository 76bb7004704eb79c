/** Something happened to a key. */
export interface KeyEvent {
  /** `key-changed`: another expiry, or the configuration lists it with another scope. */
  readonly type: 'key-created' | 'key-rotated' | 'key-changed' | 'key-revoked';
  readonly keyId: string;
  readonly tenant?: string;
  /** Id of the key by which it was done; left out where there was none. */
  readonly by?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Tells what happens to keys, in the process where it is done. The abstract class is the injection token too. */
export abstract class KeyEventSource {
  /** What a listener throws is logged, and changes nothing. Returns what ends the subscription. */
  abstract subscribe(listener: (event: KeyEvent) => void): () => void;
}
