import { type AuditEntry } from '../contracts/audit-trail.js';
import { type Cancel, Clock } from '../contracts/clock.js';

/** Runs what is due when it is told to, and not before. */
export class HandClock extends Clock {
  time = 1_764_000_000_000;
  private readonly due = new Map<object, { at: number; run: () => void }>();

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }

  override after(milliseconds: number, run: () => void): Cancel {
    const key = {};
    this.due.set(key, { at: this.time + milliseconds, run });
    return () => void this.due.delete(key);
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
    for (const [key, { at, run }] of this.due) {
      if (at <= this.time && this.due.delete(key)) run();
    }
  }
}

export function entry(differing: Partial<AuditEntry> = {}): AuditEntry {
  return {
    kind: 'admin-action',
    actor: 'ops',
    subject: 'ci',
    at: 1_764_000_000_000,
    details: { method: 'POST', route: '/admin/keys', status: 201 },
    ...differing,
  };
}
