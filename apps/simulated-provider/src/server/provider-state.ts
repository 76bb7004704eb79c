import type { Behaviour } from '../behaviour/behaviour.js';
import { BehaviourRules } from '../behaviour/behaviour-rules.js';
import { ProviderStats } from './provider-stats.js';
import { ReceivedRequests } from './received-requests.js';

/** Everything one provider remembers; shared by its routes, never between providers. */
export class ProviderState {
  readonly rules: BehaviourRules;
  readonly received = new ReceivedRequests();
  readonly stats = new ProviderStats();
  closing = false;
  #sequence = 0;
  #pause: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  constructor(
    readonly name: string,
    readonly apiKey: string | undefined,
    defaults: Behaviour | undefined,
  ) {
    this.rules = new BehaviourRules(defaults);
  }

  /** A number of its own for each request: ids are derived from it. */
  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** Settles when a pause is over; undefined when there is none. */
  get paused(): Promise<void> | undefined {
    return this.#pause?.over;
  }

  pause(): void {
    if (this.#pause) return;
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.#pause = { over, end };
  }

  resume(): void {
    this.#pause?.end();
    this.#pause = undefined;
  }

  reset(): void {
    this.rules.reset();
    this.received.clear();
    this.stats.clear();
    this.resume();
  }
}
