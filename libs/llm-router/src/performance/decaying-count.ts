/** A sum whose parts count the less the older they are: by half with each half-life. Times in milliseconds. */
export class DecayingCount {
  private sum = 0;
  private at = 0;

  constructor(private readonly halfLifeMs: number) {}

  add(amount: number, now: number): void {
    this.sum = this.read(now) + amount;
    this.at = now;
  }

  read(now: number): number {
    if (this.sum === 0) return 0;
    return this.sum * 2 ** ((this.at - now) / this.halfLifeMs);
  }
}
