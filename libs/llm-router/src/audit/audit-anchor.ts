import type { ChainHead } from './audit-chain.js';

/** The end of the trail at a moment, kept elsewhere: later, the trail has to hold this entry still. */
export interface AuditAnchor extends ChainHead {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Also as it stands within the text of another JSON. */
const ANCHOR =
  /\{\\?"sequence\\?":(\d{1,15}),\\?"hash\\?":\\?"([0-9a-f]{64})\\?",\\?"at\\?":(\d{1,15})\}/g;

/** One line of JSON. */
export function writtenAnchor({ sequence, hash, at }: AuditAnchor): string {
  return JSON.stringify({ sequence, hash, at });
}

/** All anchors in a text, whatever stands around them: lines of JSON, or a log. */
export function readAnchors(text: string): AuditAnchor[] {
  return [...text.matchAll(ANCHOR)].map(([, sequence, hash = '', at]) => ({
    sequence: Number(sequence),
    hash,
    at: Number(at),
  }));
}
