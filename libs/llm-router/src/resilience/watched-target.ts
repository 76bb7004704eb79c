import type { PeerState } from '../contracts/peer-states.js';
import type { Availability } from '../contracts/target-availability.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { Moment } from './moment.js';
import { timeInWords } from './time-in-words.js';

type State = Availability['state'];

/** A state that a target has come to, and why. */
export interface Transition {
  readonly from: State;
  readonly to: State;
  /** In words. */
  readonly because: string;
}

/** How long a recovery, or an ejection, is remembered after it. */
const MEMORY_MS = 10 * 60_000;
/** The estimate for the end of a probe, which nobody knows. */
const PROBE_MS = 1_000;

/** All that is known of one target: its breaker, and the pauses that it asked for. */
export class WatchedTarget {
  private state: State = 'open';
  private version = 0;
  private ejectedAt: number | undefined;
  private recoveredAt: number | undefined;
  /** Ends of pauses, own and of other processes; monotonic. */
  private heldUntil = 0;
  /** What other processes said last; epoch. Each of their ejections counts once. */
  private claim = 0;
  /** For other processes; epoch. */
  private tellEjected = 0;
  private tellHeld = 0;

  constructor(readonly breaker: CircuitBreaker) {}

  /** It asks to be left alone for so long. The later of two pauses wins. */
  hold(forMs: number, now: Moment): void {
    this.heldUntil = Math.max(this.heldUntil, now.mono + forMs);
    this.tellHeld = Math.max(this.tellHeld, Math.ceil(now.wall + forMs));
  }

  /** What other processes say: times that are over say nothing. */
  heardOf(
    { ejectedUntil = 0, heldUntil = 0 }: PeerState,
    now: Moment,
    longestHoldMs: number,
  ): void {
    if (heldUntil > now.wall) {
      const forMs = Math.min(longestHoldMs, heldUntil - now.wall);
      this.heldUntil = Math.max(this.heldUntil, now.mono + forMs);
    }
    if (ejectedUntil > now.wall && ejectedUntil > this.claim) {
      this.claim = ejectedUntil;
      this.breaker.openElsewhere(now.mono + ejectedUntil - now.wall, now.mono);
    }
  }

  /** What other processes are to know; undefined where there is nothing. */
  tellable(now: Moment): Partial<PeerState> | undefined {
    const ejected = this.tellEjected > now.wall;
    const held = this.tellHeld > now.wall;
    if (!ejected && !held) return undefined;
    return {
      ...(ejected ? { ejectedUntil: this.tellEjected } : {}),
      ...(held ? { heldUntil: this.tellHeld } : {}),
    };
  }

  admits({ mono }: Moment): boolean {
    return mono >= this.heldUntil && this.breaker.admits(mono);
  }

  /** Why the breaker keeps calls away, in words; undefined where it does not. */
  whyEjected({ mono }: Moment): string | undefined {
    const { breaker } = this;
    if (breaker.admits(mono)) return undefined;
    const leftMs = breaker.openUntil! - mono;
    return leftMs > 0
      ? `${breaker.cause} and is left alone for ${timeInWords(leftMs)} more`
      : `${breaker.cause} and is being tested by one call`;
  }

  /** Which pause keeps calls away, in words; undefined where none does. */
  whyHeld({ mono }: Moment): string | undefined {
    const leftMs = this.heldUntil - mono;
    return leftMs > 0
      ? `it asked for a pause, of which ${timeInWords(leftMs)} are left`
      : undefined;
  }

  /** Milliseconds until it may be asked again, 0 where it may now. */
  leftMs({ mono }: Moment): number {
    const { breaker, heldUntil } = this;
    const ejectedMs = breaker.admits(mono) ? 0 : breaker.openUntil! - mono;
    return Math.max(
      0,
      heldUntil - mono,
      breaker.isProbing ? Math.max(ejectedMs, PROBE_MS) : ejectedMs,
    );
  }

  availability(now: Moment): Availability {
    const leftMs = this.leftMs(now);
    const { ejectedAt, recoveredAt } = this;
    return {
      state: this.stateAt(now),
      ...(leftMs > 0 ? { until: Math.ceil(now.wall + leftMs) } : {}),
      ...(ejectedAt === undefined ? {} : { ejectedAt }),
      ...(recoveredAt === undefined ? {} : { recoveredAt }),
    };
  }

  /** Nothing is known of it that would be missed. */
  isIdle({ mono, wall }: Moment): boolean {
    const { ejectedAt = -Infinity, recoveredAt = -Infinity } = this;
    const lastTrouble = Math.max(ejectedAt, recoveredAt);
    return mono >= this.heldUntil && wall - lastTrouble > MEMORY_MS && this.breaker.isIdle(mono);
  }

  /** The transition since it was asked last, if there is one. */
  transition(now: Moment): Transition | undefined {
    const from = this.state;
    const to = this.stateAt(now);
    const shifted = this.breaker.version !== this.version;
    if (from === to && !(shifted && to === 'ejected')) return undefined;
    this.state = to;
    this.version = this.breaker.version;
    if (shifted) this.remember(now);
    return { from, to, because: this.because(from, to, shifted, now) };
  }

  private remember({ mono, wall }: Moment): void {
    const { isClosed, ownOpenUntil } = this.breaker;
    if (isClosed) this.recoveredAt = wall;
    else this.ejectedAt = wall;
    this.tellEjected = ownOpenUntil === undefined ? 0 : Math.ceil(wall + ownOpenUntil - mono);
  }

  private because(from: State, to: State, shifted: boolean, { mono }: Moment): string {
    if (to === 'probing') return 'one call tests it';
    if (to === 'held') return `it asked for a pause of ${timeInWords(this.heldUntil - mono)}`;
    if (to === 'ejected') {
      return shifted ? this.breaker.cause : 'the call that tested it ended without a verdict';
    }
    return from === 'held' ? 'the pause that it asked for is over' : 'a call to it succeeded';
  }

  private stateAt({ mono }: Moment): State {
    const { breaker } = this;
    if (!breaker.isClosed) return breaker.isProbing ? 'probing' : 'ejected';
    return mono < this.heldUntil ? 'held' : 'open';
  }
}
