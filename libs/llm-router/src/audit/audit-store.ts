import type { ChainHead } from './audit-chain.js';
import type { PlainEntry } from './plain-entry.js';

/** Where the chain is kept. Several processes may append to one. */
export abstract class AuditStore {
  /**
   * Links entries to the end of the chain, all or none, in their order. Those whose id is there already are left out
   * where `again` is true: a try before may have succeeded without our knowing.
   */
  abstract append(entries: readonly PlainEntry[], again: boolean): Promise<void>;

  /** The end of the chain, once all of it is safe on disk. */
  abstract head(): Promise<ChainHead>;

  /** The details of the last entry of a kind, as JSON; undefined where there is none. */
  abstract lastDetails(kind: string): Promise<string | undefined>;

  /** False once it is closed for good. */
  abstract get isOpen(): boolean;
}
