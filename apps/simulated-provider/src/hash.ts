/** FNV-1a: where "random" is wanted, the same input gives the same number on every machine. */
export function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The next number of a xorshift sequence; never leaves 32 unsigned bits. */
export function nextHash(previous: number): number {
  let hash = previous || 1;
  hash ^= hash << 13;
  hash ^= hash >>> 17;
  hash ^= hash << 5;
  return hash >>> 0;
}
