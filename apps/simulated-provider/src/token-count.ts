export const CHARACTERS_PER_TOKEN = 4;

/** Tokens of a text, by the only rule this provider knows: one per four characters, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The longest start of `text` that `countTokens` counts as at most `tokens`. */
export function truncateToTokens(text: string, tokens: number): string {
  const end = Math.max(0, tokens) * CHARACTERS_PER_TOKEN;
  if (text.length <= end) return text;
  const last = text.charCodeAt(end - 1);
  const splitsSurrogatePair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsSurrogatePair ? end - 1 : end);
}
