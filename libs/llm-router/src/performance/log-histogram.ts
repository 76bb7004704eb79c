/** Each bucket is so much wider than the one before: percentiles are exact to half of it. */
const GROWTH = 1.05;
const LOG_GROWTH = Math.log(GROWTH);
/** Ten minutes, in milliseconds. What is above goes into the last bucket, what is below 1 into the first. */
const LARGEST = 600_000;
const BUCKETS = Math.ceil(Math.log(LARGEST) / LOG_GROWTH) + 2;
const HALF_LIFE_MS = 30_000;
/** Less than this share of one sample is left: it says nothing about now. */
const LEAST_WEIGHT = 0.05;
/** A sample that has come within this time weighs more than that, by itself. */
const SURELY_FRESH_MS = 4 * HALF_LIFE_MS;
/** New samples weigh 2^n times the first; then all are rescaled. Far from the limits of a 32-bit float. */
const RESCALE_AT = 40;

/** The middle of each bucket, of which the one below 1 has none that is geometric. */
const MIDDLES = Float64Array.from({ length: BUCKETS }, (_, index) =>
  index === 0 ? 0.5 : GROWTH ** (index - 0.5),
);

/**
 * Percentiles of positive values of which the recent ones count most, in constant memory. Old samples are not reduced,
 * new ones weigh more instead (Cormode et al., "Forward Decay", ICDE 2009). Times in milliseconds.
 */
export class LogHistogram {
  private readonly weights = new Float32Array(BUCKETS);
  private total = 0;
  private landmark = 0;
  private lastAt = -Infinity;
  private readonly known = new Map<number, number>();

  add(value: number, now: number): void {
    let exponent = (now - this.landmark) / HALF_LIFE_MS;
    if (exponent > RESCALE_AT) {
      this.rescale(2 ** -exponent);
      this.landmark = now;
      exponent = 0;
    }
    const weight = 2 ** exponent;
    const index = bucketOf(value);
    this.weights[index] = (this.weights[index] ?? 0) + weight;
    this.total += weight;
    this.lastAt = now;
    if (this.known.size > 0) this.known.clear();
  }

  /** `percent` in 0 to 100. Undefined where there are no samples, or none that is recent enough. */
  percentile(percent: number, now: number): number | undefined {
    if (this.isStale(now)) return undefined;
    const known = this.known.get(percent);
    if (known !== undefined) return known;
    if (!(percent >= 0 && percent <= 100)) return undefined;
    const value = this.find((percent / 100) * this.total);
    this.known.set(percent, value);
    return value;
  }

  private find(target: number): number {
    let sum = 0;
    let last = 0;
    for (let index = 0; index < BUCKETS; index++) {
      const weight = this.weights[index] ?? 0;
      if (weight === 0) continue;
      last = index;
      sum += weight;
      if (sum >= target) break;
    }
    return MIDDLES[last] ?? 0;
  }

  private isStale(now: number): boolean {
    if (now - this.lastAt < SURELY_FRESH_MS) return false;
    return this.total * 2 ** ((this.landmark - now) / HALF_LIFE_MS) < LEAST_WEIGHT;
  }

  private rescale(factor: number): void {
    this.total = 0;
    for (let index = 0; index < BUCKETS; index++) {
      const weight = (this.weights[index] ?? 0) * factor;
      this.weights[index] = weight;
      this.total += weight;
    }
  }
}

function bucketOf(value: number): number {
  if (value < 1) return 0;
  return Math.min(BUCKETS - 1, 1 + Math.floor(Math.log(value) / LOG_GROWTH));
}
