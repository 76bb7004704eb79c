import { type Clock, type EventSink, LlmSink, type RouterEvent } from 'nestjs-llm-router';

interface Probe {
  readonly target: string;
  readonly from: number;
  until: number;
}

/** What the router says of itself: what calls cost, how many settled, and when a target was only being probed. */
@LlmSink()
export class SettledCallsSink implements EventSink {
  readonly id = 'settled-calls';
  /** How often each call settled, by its id. */
  readonly settled = new Map<string, number>();
  picoDollars = 0n;
  /** Calls that did not succeed, by the code of their failure. */
  readonly failures = new Map<string, number>();
  private readonly probes: Probe[] = [];

  constructor(private readonly clock: Clock) {}

  wasProbed(target: string, at: number): boolean {
    return this.probes.some((it) => it.target === target && it.from <= at && at <= it.until);
  }

  onEvent(event: RouterEvent): void {
    if (event.type === 'call-settled') {
      add(this.settled, event.id);
      this.picoDollars += event.cost ?? 0n;
      if (event.status !== 'succeeded') add(this.failures, event.failure?.code ?? event.status);
    } else if (event.type === 'target-changed') {
      const { target, from, to } = event;
      const now = this.clock.monotonic();
      if (from === 'probing') {
        const probe = this.probes.findLast((it) => it.target === target);
        if (probe) probe.until = now;
      }
      if (to === 'probing') this.probes.push({ target, from: now, until: Infinity });
    }
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
