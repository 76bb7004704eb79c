/** The words of a text, each with the space before it; joined, they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** The parts a text is streamed in: its words, or exactly `count` pieces as far as it has that many characters. */
export function textParts(text: string, count?: number): string[] {
  const words = wordsOf(text);
  if (count === undefined || words.length === count) return words;
  if (words.length > count) return [...words.slice(0, count - 1), words.slice(count - 1).join('')];
  return evenParts(text, count);
}

/** At most `count` pieces of about one size. */
export function evenParts(text: string, count: number): string[] {
  const parts: string[] = [];
  const total = Math.min(count, text.length);
  for (let index = 0; index < total; index += 1) {
    const start = Math.floor((index * text.length) / total);
    parts.push(text.slice(start, Math.floor(((index + 1) * text.length) / total)));
  }
  return parts;
}
