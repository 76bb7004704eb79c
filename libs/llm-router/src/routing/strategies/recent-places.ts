import type { Candidate } from '../../contracts/candidate.js';
import type { Clock } from '../../contracts/clock.js';

const CAPACITY = 10_000;
/** No provider's prompt cache lasts longer. */
const TTL_MS = 3_600_000;

/** Where something was sent last. */
interface Place {
  readonly candidate: Candidate;
  readonly callId: string;
  readonly at: number;
}

/** Where each key was sent last, for an hour, of the last 10,000 keys. */
export class RecentPlaces {
  /** The one that was used last comes last. */
  private readonly places = new Map<number, Place>();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.places.size;
  }

  /** Undefined where it is not known, or where it is this very call that was sent there. */
  of(key: number, callId: string): Candidate | undefined {
    const place = this.places.get(key);
    if (place === undefined || place.callId === callId) return undefined;
    return Math.abs(this.clock.monotonic() - place.at) < TTL_MS ? place.candidate : undefined;
  }

  /** Of one call only the first word counts: what is ranked later is its fallbacks. */
  note(key: number, candidate: Candidate, callId: string): void {
    if (this.places.get(key)?.callId === callId) return;
    this.places.delete(key);
    this.places.set(key, { candidate, callId, at: this.clock.monotonic() });
    if (this.places.size <= CAPACITY) return;
    const [oldest] = this.places.keys();
    if (oldest !== undefined) this.places.delete(oldest);
  }
}
