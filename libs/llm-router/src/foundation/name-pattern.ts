/**
 * Whether a name fits a pattern in which `*` stands for any characters, in any case. Takes time in proportion to their
 * lengths, whatever the pattern: each piece is looked for once, from where the last one ended.
 */
export function fitsPattern(pattern: string, name: string): boolean {
  const pieces = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1) ?? '';
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

export function isPattern(name: string): boolean {
  return name.includes('*');
}
