const HEAD = 4_000;
const TAIL = 1_000;

/** A text as far as classifiers look at it: its first 4,000 and its last 1,000 UTF-16 units, no pair of them cut in two. */
export function excerpt(text: string): string {
  if (text.length <= HEAD + TAIL) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
  const from = text.length - TAIL;
  const start = /[\udc00-\udfff]/.test(text.charAt(from)) ? from + 1 : from;
  return `${text.slice(0, end)}\n${text.slice(start)}`;
}
