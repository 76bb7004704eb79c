import type { AuditTrail } from '../contracts/audit-trail.js';
import type { EventSink } from '../contracts/event-sink.js';
import type { RouterEvent } from '../contracts/router-event.js';
import { LlmSink } from '../plugin/plugin-markers.js';
import { callEntry } from './call-entry.js';

/** Records what was decided about calls. Id: `audit`. */
@LlmSink()
export class AuditSink implements EventSink {
  readonly id = 'audit';

  constructor(
    private readonly trail: AuditTrail,
    private readonly decisions: 'all' | 'refused',
  ) {}

  onEvent(event: RouterEvent): void {
    if (event.type !== 'call-settled') return;
    const entry = callEntry(event, this.decisions);
    if (entry !== undefined) this.trail.record(entry);
  }
}
