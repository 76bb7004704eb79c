import { Injectable, Logger } from '@nestjs/common';
import { type KeyEvent, KeyEventSource } from '../contracts/key-events.js';

/** Tells what happens to keys, in the process where it is done. */
@Injectable()
export class KeyEvents extends KeyEventSource {
  private readonly logger = new Logger(KeyEvents.name);
  private readonly listeners = new Set<(event: KeyEvent) => void>();

  override subscribe(listener: (event: KeyEvent) => void): () => void {
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
