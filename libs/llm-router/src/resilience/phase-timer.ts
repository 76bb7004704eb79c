/** One timer for the phases of an attempt: each `enter` ends the phase before it. `onExpire` is told which one ran out. */
export class PhaseTimer {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onExpire: (phase: string, limitMs: number) => void) {}

  enter(phase: string, limitMs: number): void {
    this.stop();
    if (Number.isFinite(limitMs)) {
      this.timer = setTimeout(this.onExpire, limitMs, phase, limitMs);
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
