/** The name that somebody who wrote `name` most likely meant; undefined where none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const scored = known
    .map((it) => ({ name: it, edits: edits(wanted, it.toLowerCase()) }))
    .filter((it) => it.edits <= Math.max(2, Math.floor(wanted.length / 3)));
  return scored.sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** Levenshtein distance, two rows. */
function edits(a: string, b: string): number {
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
