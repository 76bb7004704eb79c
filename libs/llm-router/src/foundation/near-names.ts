/** Levenshtein distance, two rows; `Infinity` where it is sure to be over `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The names that somebody who typed `name` may have meant, nearest first; at most `limit` (default 5). */
export function nearNames(name: string, known: Iterable<string>, limit = 5): string[] {
  const wanted = name.slice(0, 100).toLowerCase();
  const tolerance = Math.max(2, Math.floor(wanted.length / 3));
  const scored: { name: string; score: number }[] = [];
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const contained = wanted.length >= 3 && (lower.includes(wanted) || wanted.includes(lower));
    const score = contained
      ? 0
      : Math.min(
          distance(wanted, lower, tolerance),
          distance(wanted, lower.slice(lower.indexOf('/') + 1), tolerance),
        );
    if (score <= tolerance) scored.push({ name: candidate, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .slice(0, limit)
    .map((it) => it.name);
}
