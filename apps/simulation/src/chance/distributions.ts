import type { Draw } from './draws.js';

/** A log-normal distribution: the logarithm is normal, with this standard deviation. */
export interface LogNormal {
  readonly median: number;
  readonly sigma: number;
}

export function logNormal({ median, sigma }: LogNormal, draw: Draw): number {
  return median * Math.exp(sigma * standardNormal(draw));
}

/** The time between two events that happen so often on average. */
export function exponential(mean: number, draw: Draw): number {
  return -mean * Math.log(1 - draw());
}

/** Source: G. Box and M. Muller, "A Note on the Generation of Random Normal Deviates", 1958. */
function standardNormal(draw: Draw): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
