import type { AuditAnchor } from './audit-anchor.js';
import { type ChainedEntry, type ChainHead, GENESIS, hashOf } from './audit-chain.js';

/**
 * What is wrong with a trail. `edited`: an entry is not as it was written; `missing`: entries are gone; `moved`: an entry
 * stands at another place than it was written at; `unlinked`: an entry does not follow the one before, so that one was
 * inserted or replaced; `cut`: an anchor names an entry beyond the end; `rewritten`: another entry stands where an anchor
 * was taken.
 */
export type AuditDamage = 'edited' | 'missing' | 'moved' | 'unlinked' | 'cut' | 'rewritten';

export interface AuditFinding {
  readonly damage: AuditDamage;
  /** Where it begins. */
  readonly sequence: number;
  /** In words, for a person. */
  readonly message: string;
}

export interface AuditVerdict {
  /** True where nothing was found. */
  readonly intact: boolean;
  /** How many there are. */
  readonly entries: number;
  /** The last one; sequence 0 where there is none. */
  readonly head: ChainHead;
  /** The first 100. */
  readonly findings: readonly AuditFinding[];
  /** How many there are in all. */
  readonly found: number;
}

const MOST_FINDINGS = 100;
/** How far from its place an entry is looked for. */
const NEAR = 1_000;

/** Goes through a trail in the order of its sequence, in bounded memory. */
export class ChainCheck {
  private readonly findings: AuditFinding[] = [];
  private readonly anchors: AuditAnchor[];
  private found = 0;
  private entries = 0;
  private head: ChainHead = GENESIS;

  constructor(anchors: readonly AuditAnchor[] = []) {
    this.anchors = [...anchors].sort((a, b) => a.sequence - b.sequence);
    this.checkAnchors(GENESIS);
  }

  add(entry: ChainedEntry): void {
    const { sequence, previous, hash } = entry;
    const { sequence: last, hash: link } = this.head;
    this.entries++;
    if (sequence > last + 1) this.checkGap(last + 1, sequence - 1);
    const whole = hashOf(entry) === hash;
    const linked = previous === link || sequence > last + 1;
    if (!whole) this.tellChanged(entry, linked);
    else if (!linked || sequence <= last) {
      this.tell('unlinked', sequence, `entry ${sequence} ${withoutLink(sequence)}`);
    }
    this.head = { sequence, hash };
    this.checkAnchors(this.head);
  }

  end(): AuditVerdict {
    const { sequence } = this.head;
    for (const anchor of this.anchors) {
      const { sequence: anchored, at } = anchor;
      const gone = anchored - sequence;
      this.tell(
        'cut',
        sequence + 1,
        `the trail ends at entry ${sequence}, but the anchor of ${new Date(at).toISOString()} names entry ${anchored}: ${gone} ${gone === 1 ? 'entry' : 'entries'} at the end, or more, are gone`,
      );
    }
    const { entries, head, findings, found } = this;
    return { intact: found === 0, entries, head, findings, found };
  }

  private checkGap(from: number, to: number): void {
    const which = from === to ? `entry ${from} is` : `entries ${from} to ${to} are`;
    this.tell('missing', from, `${which} missing`);
    while ((this.anchors[0]?.sequence ?? Infinity) <= to) this.anchors.shift();
  }

  private tellChanged(entry: ChainedEntry, linked: boolean): void {
    const { sequence } = entry;
    const original = linked ? undefined : this.placeOf(entry);
    if (original === undefined) {
      this.tell('edited', sequence, `entry ${sequence} is not as it was written`);
    } else {
      this.tell('moved', sequence, `entry ${sequence} was written as entry ${original}`);
    }
  }

  /** Where it was written; undefined where it was changed otherwise too, or comes from afar. */
  private placeOf(entry: ChainedEntry): number | undefined {
    if (this.found >= MOST_FINDINGS) return undefined;
    for (let distance = 1; distance <= NEAR; distance++) {
      for (const sequence of [entry.sequence - distance, entry.sequence + distance]) {
        if (sequence > 0 && hashOf({ ...entry, sequence }) === entry.hash) return sequence;
      }
    }
    return undefined;
  }

  private checkAnchors({ sequence, hash }: ChainHead): void {
    while (this.anchors[0] !== undefined && this.anchors[0].sequence <= sequence) {
      const [anchor] = this.anchors.splice(0, 1);
      if (anchor === undefined || anchor.hash === hash) continue;
      this.tell(
        'rewritten',
        sequence,
        `entry ${sequence} is not the one that was anchored on ${new Date(anchor.at).toISOString()}: it, or what was before it, was written anew`,
      );
    }
  }

  private tell(damage: AuditDamage, sequence: number, message: string): void {
    this.found++;
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ damage, sequence, message });
  }
}

function withoutLink(sequence: number): string {
  return sequence === 1
    ? 'is not the first one that was written: those before it are gone, or it was inserted'
    : `does not follow entry ${sequence - 1}: that one was replaced, or one of them inserted`;
}
