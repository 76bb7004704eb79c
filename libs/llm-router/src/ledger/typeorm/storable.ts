const MOST_CHARACTERS = 200;

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and callers choose some of these texts. */
export function storable(value: string): string {
  return value.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd');
}

/** The same, and not longer than what can be indexed and grouped by. */
export function storableName(value: string, most = MOST_CHARACTERS): string {
  const name = storable(value);
  // In characters as databases count them, not in halves of a surrogate pair.
  return name.length <= most ? name : [...name].slice(0, most).join('');
}
