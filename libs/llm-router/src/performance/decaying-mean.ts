/**
 * A weighted mean in which values count the less the older they are: by half with each half-life. It lasts while no
 * values come. Times in milliseconds.
 */
export class DecayingMean {
  private mean: number | undefined;
  private weight = 0;
  private at = 0;

  constructor(private readonly halfLifeMs: number) {}

  /** Undefined until a first value came. */
  get value(): number | undefined {
    return this.mean;
  }

  add(value: number, weight: number, now: number): void {
    const before = this.weight * 2 ** ((this.at - now) / this.halfLifeMs);
    this.weight = before + weight;
    this.at = now;
    this.mean =
      this.mean === undefined ? value : this.mean + ((value - this.mean) * weight) / this.weight;
  }
}
