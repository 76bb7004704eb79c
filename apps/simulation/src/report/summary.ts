import { percentile } from '../measure/percentile.js';
import type { CellResult } from '../run/cell-result.js';

/** A mean over the seeds, and the worst of them. */
export interface OverSeeds {
  readonly mean: number;
  readonly worst: number;
}

/** A scenario under a policy, over all seeds. */
export interface Summary {
  readonly scenario: string;
  readonly policy: string;
  readonly requests: number;
  /** Share of the calls, 0 to 1. */
  readonly success: number;
  /** Calls that failed, by the code of their failure. */
  readonly failures: ReadonlyMap<string, number>;
  /** Milliseconds until the first part, over the streams of all seeds. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly attemptsPerRequest: number;
  /** Attempts per call of those that were made during the trouble. */
  readonly attemptsInTrouble: number;
  readonly usdPerThousand: number;
  /** Attempts of a run, on average. */
  readonly wasted: number;
  /** Milliseconds; undefined where it did not happen with every seed. */
  readonly detect?: OverSeeds;
  readonly recover?: OverSeeds;
}

/** All results have to be of one scenario and one policy. */
export function summarise(results: readonly CellResult[]): Summary {
  const { scenario, policy } = results[0]!.cell;
  const requests = sum(results, (it) => it.requests);
  const firstParts = pooled(results.map((it) => it.firstPartMs));
  const usd = sum(results, (it) => Number(it.picoDollars)) / 1e12;
  return {
    scenario,
    policy,
    requests,
    success: sum(results, (it) => it.succeeded) / requests,
    failures: added(results.map((it) => it.failures)),
    p50: percentile(firstParts, 50),
    p99: percentile(firstParts, 99),
    p999: percentile(firstParts, 99.9),
    attemptsPerRequest: sum(results, (it) => it.attempts) / requests,
    attemptsInTrouble:
      sum(results, (it) => it.inTrouble.attempts) / sum(results, (it) => it.inTrouble.requests),
    usdPerThousand: (1_000 * usd) / requests,
    wasted: sum(results, (it) => it.wasted) / results.length,
    detect: overSeeds(results.map((it) => it.detectMs)),
    recover: overSeeds(results.map((it) => it.recoverMs)),
  };
}

function overSeeds(values: readonly (number | undefined)[]): OverSeeds | undefined {
  const known = values.filter((it) => it !== undefined);
  if (known.length < values.length) return undefined;
  return { mean: sum(known, (it) => it) / known.length, worst: Math.max(...known) };
}

function added(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const [name, count] of maps.flatMap((it) => [...it])) {
    all.set(name, (all.get(name) ?? 0) + count);
  }
  return all;
}

function pooled(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((length, it) => length + it.length, 0));
  let offset = 0;
  for (const list of lists) {
    all.set(list, offset);
    offset += list.length;
  }
  return all.sort();
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
