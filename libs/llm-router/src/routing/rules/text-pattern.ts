/** Whether a text matches; what is not there matches nothing. */
export type TextMatcher = (text: string | undefined) => boolean;

/**
 * Matches a text by one of several patterns, in which `*` stands for any characters, none included. Not by a regular
 * expression: texts come from callers, and must not be able to make one backtrack.
 */
export function textMatcher(patterns: string | readonly string[]): TextMatcher {
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  const exact = new Set(list.filter((it) => !it.includes('*')));
  const wild = list.filter((it) => it.includes('*')).map((it) => it.split('*'));
  return (text) =>
    text !== undefined && (exact.has(text) || wild.some((pieces) => matches(text, pieces)));
}

/** The pieces between the stars, each at the first place after the one before. */
function matches(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index] ?? '';
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
    if (at > end) return false;
  }
  return true;
}
