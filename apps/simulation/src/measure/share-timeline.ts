/** A first attempt of a call. Milliseconds after the beginning. */
export interface FirstAttempt {
  readonly at: number;
  /** It went to the provider that is looked at. */
  readonly hit: boolean;
}

/** The resolution of all shares over time. */
export const STEP_MS = 50;

/** Which share of the first attempts went to one provider, over any span of time. */
export class ShareTimeline {
  private readonly all: number[];
  private readonly hits: number[];

  constructor(attempts: Iterable<FirstAttempt>, durationMs: number) {
    const steps = Math.ceil(durationMs / STEP_MS);
    this.all = new Array<number>(steps + 1).fill(0);
    this.hits = new Array<number>(steps + 1).fill(0);
    for (const { at, hit } of attempts) {
      const step = Math.floor(at / STEP_MS) + 1;
      if (step > steps) continue;
      this.all[step]!++;
      if (hit) this.hits[step]!++;
    }
    for (let step = 1; step <= steps; step++) {
      this.all[step]! += this.all[step - 1]!;
      this.hits[step]! += this.hits[step - 1]!;
    }
  }

  /** 0 where nobody was asked. Times are rounded to steps. */
  share(from: number, until: number): number {
    const all = between(this.all, from, until);
    return all === 0 ? 0 : between(this.hits, from, until) / all;
  }
}

function between(sums: readonly number[], from: number, until: number): number {
  return at(sums, until) - at(sums, from);
}

function at(sums: readonly number[], time: number): number {
  return sums[Math.min(sums.length - 1, Math.max(0, Math.round(time / STEP_MS)))]!;
}
