/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and callers choose some of these texts. */
export function storable(value: string): string {
  return value.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd');
}
