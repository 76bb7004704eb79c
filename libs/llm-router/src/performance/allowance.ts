/** What one limit still allows. */
export interface Allowance {
  readonly available: number;
  /** Milliseconds until one more is there, where there is none now. */
  readonly roomMs: number;
  /** Milliseconds until all of it is there. */
  readonly fullMs: number;
}

/** Of two limits of one kind, the one that allows less. */
export function tighter(a: Allowance | undefined, b: Allowance | undefined): Allowance | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.available < 1 && b.available < 1) return a.roomMs >= b.roomMs ? a : b;
  return a.available <= b.available ? a : b;
}
