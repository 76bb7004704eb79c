import { type Clock, type EventSink, LlmSink, type RouterEvent } from 'nestjs-llm-router';

const FAILURES_IN_A_ROW = 3;
const COOLDOWN_MS = 5_000;

/** Counts failures in a row, and remembers who is left alone, for a fixed time. */
@LlmSink()
export class CooldownSink implements EventSink {
  readonly id = 'cooldown';
  private readonly failures = new Map<string, number>();
  private readonly coolUntil = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  isCooling(target: string): boolean {
    return this.clock.monotonic() < (this.coolUntil.get(target) ?? 0);
  }

  onEvent(event: RouterEvent): void {
    if (event.type !== 'attempt-ended') return;
    const { model, status } = event.attempt;
    if (status === 'aborted') return;
    const failures = status === 'succeeded' ? 0 : (this.failures.get(model) ?? 0) + 1;
    this.failures.set(model, failures % FAILURES_IN_A_ROW);
    if (failures < FAILURES_IN_A_ROW) return;
    this.coolUntil.set(model, this.clock.monotonic() + COOLDOWN_MS);
  }
}
