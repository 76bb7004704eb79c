/** Shannon's entropy of the characters, in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    entropy -= share * Math.log2(share);
  }
  return entropy;
}

/** What people write where a secret would stand. */
const PLACEHOLDER = /x{6}|\*{4}|#{4}|\.{3}|example$|your[_-]|<|\$\{|\{\{/i;

/** Whether somebody may have drawn it, and not typed it in its place. */
export function looksDrawn(text: string, leastEntropy: number): boolean {
  return !PLACEHOLDER.test(text) && entropyOf(text) >= leastEntropy;
}
