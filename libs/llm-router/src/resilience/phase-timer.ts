import type { Cancel, Clock } from '../contracts/clock.js';

/** One timer for the phases of an attempt: each `enter` ends the phase before it. `onExpire` is told which one ran out. */
export class PhaseTimer {
  private cancel: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly onExpire: (phase: string, limitMs: number) => void,
  ) {}

  enter(phase: string, limitMs: number): void {
    this.stop();
    if (Number.isFinite(limitMs)) {
      this.cancel = this.clock.after(limitMs, () => this.onExpire(phase, limitMs));
    }
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }
}
