import type { RouterEvent } from './router-event.js';

/** The port for whatever only needs to know: `@LlmSink()`. It must not block; what it throws is logged and changes nothing. */
export interface EventSink {
  readonly id: string;
  onEvent(event: RouterEvent): void;
}
