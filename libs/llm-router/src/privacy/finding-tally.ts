import type { CallFinding } from '../contracts/call-finding.js';
import type { Found } from './found.js';

/** Counts what is found in one direction of a call. */
export class FindingTally {
  private readonly counts = new Map<string, CallFinding>();

  constructor(private readonly direction: CallFinding['direction']) {}

  add({ entity, action }: Found): void {
    const key = `${action} ${entity}`;
    const count = (this.counts.get(key)?.count ?? 0) + 1;
    this.counts.set(key, { direction: this.direction, entity, action, count });
  }

  /** By entity. */
  get findings(): readonly CallFinding[] {
    return [...this.counts.values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
  }

  get entities(): readonly string[] {
    return [...new Set(this.findings.map(({ entity }) => entity))];
  }

  /** What was found that must not pass. */
  get blocked(): readonly string[] {
    const blocked = this.findings.filter(({ action }) => action === 'block');
    return [...new Set(blocked.map(({ entity }) => entity))];
  }
}
