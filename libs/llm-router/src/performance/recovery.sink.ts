import { Injectable } from '@nestjs/common';
import type { EventSink } from '../contracts/event-sink.js';
import type { RouterEvent } from '../contracts/router-event.js';
import { LlmSink } from '../plugin/plugin-markers.js';
import { MeasuredPerformance } from './measured-performance.js';

/** Lets a target that has recovered start anew: `balanced` would shun it for its old failures otherwise. */
@LlmSink()
@Injectable()
export class RecoverySink implements EventSink {
  readonly id = 'recovery';

  constructor(private readonly performance: MeasuredPerformance) {}

  onEvent(event: RouterEvent): void {
    if (event.type !== 'target-changed' || event.from !== 'probing' || event.to !== 'open') return;
    this.performance.recovered(event.target);
  }
}
