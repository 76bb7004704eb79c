/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), over UTF-16 code units. */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Where a subject stands among all, in [0, 100), for one rule: the same each time, in every process, and independent
 * of where it stands for another rule. Who is within 10 is within 20 too.
 */
export function shareWithin(rule: string): (subject: string) => number {
  const seed = fnv1a(`${rule}\0`, OFFSET);
  return (subject) => (mixed(fnv1a(subject, seed)) / 2 ** 32) * 100;
}

function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  }
  return hash;
}

/** The last step of MurmurHash3 (Appleby): without it, names that differ in their last digit stand close together. */
function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
