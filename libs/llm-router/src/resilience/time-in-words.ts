/** Milliseconds as a person reads them: `0.4 s`, `12 s`, `3 min`; rounded up, so that it is never `0.0 s`. */
export function timeInWords(milliseconds: number): string {
  if (milliseconds <= 9_900) return `${Math.max(1, Math.ceil(milliseconds / 100)) / 10} s`;
  if (milliseconds <= 120_000) return `${Math.ceil(milliseconds / 1_000)} s`;
  return `${Math.ceil(milliseconds / 60_000)} min`;
}
