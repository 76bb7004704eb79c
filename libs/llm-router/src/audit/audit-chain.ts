import { createHash } from 'node:crypto';
import { canonicalJson } from '../foundation/canonical-json.js';
import type { PlainEntry } from './plain-entry.js';

/** An entry at its place in the chain. */
export interface ChainedEntry extends PlainEntry {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** Hash of the entry before. */
  readonly previous: string;
  /** SHA-256 over the canonical JSON of all the rest, `previous` included, in hexadecimal. */
  readonly hash: string;
}

/** The last entry of a chain, or any other: with it, all entries before are certain too. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first entry holds as the hash before it. */
export const GENESIS: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** The hash that an entry has to have. */
export function hashOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { sequence, previous, id, at, kind, actor, subject, details } = entry;
  return createHash('sha256')
    .update(canonicalJson({ sequence, previous, id, at, kind, actor, subject, details }))
    .digest('hex');
}

/** Links entries to the end of a chain. */
export function chained(head: ChainHead, entries: readonly PlainEntry[]): ChainedEntry[] {
  let { sequence, hash } = head;
  return entries.map((entry) => {
    const linked = { ...entry, sequence: ++sequence, previous: hash };
    hash = hashOf(linked);
    return { ...linked, hash };
  });
}
