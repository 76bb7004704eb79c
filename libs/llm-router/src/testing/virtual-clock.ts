import { Clock } from '../contracts/clock.js';
import { type Due, EventQueue } from './event-queue.js';

/** When every simulation begins, as epoch milliseconds: any fixed time would do. */
const BEGINNING = Date.UTC(2030, 0, 1);

/**
 * A clock that jumps from one event to the next, as in every discrete-event simulation: waiting takes no time. Between
 * two instants all promises are let run to their end, so that whatever an event sets off happens at its own instant.
 */
export class VirtualClock extends Clock {
  private readonly events = new EventQueue();
  private elapsed = 0;

  override now(): number {
    return Math.floor(BEGINNING + this.elapsed);
  }

  /** Milliseconds since the simulation began. */
  override monotonic(): number {
    return this.elapsed;
  }

  override after(milliseconds: number, run: () => void): () => void {
    const due: Due = { at: this.elapsed + Math.max(0, milliseconds), run };
    if (Number.isFinite(due.at)) this.events.add(due);
    return () => {
      due.run = undefined;
    };
  }

  /** Goes on until nothing is due any more, or until that many milliseconds after the beginning. */
  async run(until = Infinity): Promise<void> {
    await settled();
    for (let next = this.events.peek(); next && next.at <= until; next = this.events.peek()) {
      this.elapsed = next.at;
      while (this.events.peek()?.at === this.elapsed) this.events.take()?.run?.();
      await settled();
    }
    if (Number.isFinite(until)) this.elapsed = Math.max(this.elapsed, until);
  }
}

/** Resolves once all promises have run as far as they get without time passing. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
