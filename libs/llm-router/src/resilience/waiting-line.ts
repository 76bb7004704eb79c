import type { Priority } from '../contracts/directives.js';

/** Somebody who waits for a free place at one of several targets. */
export interface Waiter {
  readonly targets: readonly string[];
  readonly priority: Priority;
}

const BEST_FIRST: readonly Priority[] = ['high', 'normal', 'low'];

/** Who waits: by priority, and first come first served within one. */
export class WaitingLine<W extends Waiter> {
  private readonly lines: Readonly<Record<Priority, Set<W>>> = {
    high: new Set(),
    normal: new Set(),
    low: new Set(),
  };

  get size(): number {
    return this.lines.high.size + this.lines.normal.size + this.lines.low.size;
  }

  add(waiter: W): void {
    this.lines[waiter.priority].add(waiter);
  }

  remove(waiter: W): void {
    this.lines[waiter.priority].delete(waiter);
  }

  /** Whose turn it is when a place at `target` is free. */
  firstFor(target: string): W | undefined {
    for (const priority of BEST_FIRST) {
      for (const waiter of this.lines[priority]) {
        if (waiter.targets.includes(target)) return waiter;
      }
    }
    return undefined;
  }

  /** How many are served before one who comes now, and want one of the same targets. */
  ahead(targets: readonly string[], priority: Priority): number {
    let count = 0;
    for (const each of BEST_FIRST) {
      for (const waiter of this.lines[each]) {
        if (waiter.targets.some((target) => targets.includes(target))) count++;
      }
      if (each === priority) break;
    }
    return count;
  }

  /** Of those who matter less, the one of the lowest priority who came last. */
  leastBelow(priority: Priority): W | undefined {
    for (const each of BEST_FIRST.toReversed()) {
      if (each === priority) return undefined;
      const [last] = [...this.lines[each]].slice(-1);
      if (last !== undefined) return last;
    }
    return undefined;
  }
}
