import { Injectable, Logger } from '@nestjs/common';

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

/** Tells what happens to keys, in the process where it is done. */
@Injectable()
export class KeyEvents {
  private readonly logger = new Logger(KeyEvents.name);
  private readonly listeners = new Set<(event: KeyEvent) => void>();

  /** What a listener throws is logged, and changes nothing. Returns what ends the subscription. */
  subscribe(listener: (event: KeyEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  publish(event: KeyEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.logger.error(`A listener failed at ${event.type}: ${String(error)}`);
      }
    }
  }
}
