import type { RouterEvent } from './router-event.js';

/** Tells all sinks. The abstract class is the injection token too. */
export abstract class EventPublisher {
  abstract publish(event: RouterEvent): void;
}
