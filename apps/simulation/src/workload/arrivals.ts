import { exponential, type LogNormal, logNormal } from '../chance/distributions.js';
import { drawsFor } from '../chance/draws.js';
import type { Arrival } from './arrival.js';

/** Apart from the numbers that upstreams draw from. */
const ARRIVALS = 1_000;

export interface Workload {
  /** Calls per second, on average: a Poisson process. */
  readonly rate: number;
  readonly promptTokens: LogNormal;
  readonly outputTokens: LogNormal;
  /** What every caller sends as `max_tokens`. */
  readonly maxTokens: number;
  /** Share of the calls that want one JSON document rather than a stream. */
  readonly documents: number;
}

export const CHAT: Workload = {
  rate: 40,
  promptTokens: { median: 400, sigma: 0.8 },
  outputTokens: { median: 150, sigma: 0.5 },
  maxTokens: 400,
  documents: 0.1,
};

/** The same for every policy: only the seed decides. */
export function arrivals(seed: number, durationMs: number, workload: Workload = CHAT): Arrival[] {
  const draw = drawsFor(seed, ARRIVALS);
  const list: Arrival[] = [];
  for (let at = 0; ;) {
    at += exponential(1_000 / workload.rate, draw);
    if (at >= durationMs) return list;
    list.push({
      index: list.length,
      at,
      delivery: draw() < workload.documents ? 'document' : 'stream',
      promptTokens: Math.max(1, Math.round(logNormal(workload.promptTokens, draw))),
      outputTokens: Math.min(
        workload.maxTokens,
        Math.max(1, Math.round(logNormal(workload.outputTokens, draw))),
      ),
    });
  }
}
