/**
 * A gate for log lines that would otherwise repeat with every call: true for the first question, and again for the
 * first one that is asked at least `intervalMs` later. `now` in milliseconds.
 */
export function atMostEvery(intervalMs: number, now: () => number): () => boolean {
  let last: number | undefined;
  return () => {
    const at = now();
    if (last !== undefined && at - last < intervalMs) return false;
    last = at;
    return true;
  };
}
