/** The nearest-rank percentile of an ascending list; NaN where it is empty. `percent` in 0 to 100. */
export function percentile(ascending: ArrayLike<number>, percent: number): number {
  const rank = Math.ceil((percent / 100) * ascending.length);
  return ascending[Math.max(0, rank - 1)] ?? NaN;
}
