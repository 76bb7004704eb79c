import type { Clock } from '../contracts/clock.js';
import type { KeyEvent } from '../contracts/key-events.js';
import { KeyEvents } from './key-events.js';
import { MemoryKeyStore } from './memory-key-store.js';
import type { LlmKeysOptions } from './keys-options.js';
import { VirtualKeys } from './virtual-keys.js';

/** A store that counts what it is asked, and fails when told. */
export class WatchedStore extends MemoryKeyStore {
  lookups: (readonly string[])[] = [];
  polls = 0;
  down = false;

  override async findByDigests(digests: readonly string[]) {
    this.lookups.push(digests);
    this.fail();
    return super.findByDigests(digests);
  }

  override async versions(ids: readonly string[]) {
    this.polls++;
    this.fail();
    return super.versions(ids);
  }

  private fail(): void {
    if (this.down) throw new Error('The store is down.');
  }
}

/** A process over a store that others may share. */
export function processOn<T extends Clock>(
  clock: T,
  options: LlmKeysOptions = {},
  store = new WatchedStore(),
) {
  const events: KeyEvent[] = [];
  const emitter = new KeyEvents();
  emitter.subscribe((event) => events.push(event));
  const keys = new VirtualKeys(store, clock, emitter, options);
  return { keys, store, clock, events, emitter };
}

/** Lets promises run to their end. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What became of a secret: the id of its key, or the message of the refusal. */
export async function verdict(keys: VirtualKeys, secret: string): Promise<string> {
  try {
    return (await keys.admit(secret)).id;
  } catch (error) {
    return (error as Error).message;
  }
}
