/** Where a hash begins. Source: FNV-1a, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo). */
export const FNV_START = 0x811c9dc5;

const FNV_PRIME = 0x01000193;

/** The hash with one more UTF-16 unit. Signed; convert once at the end, with `>>> 0`. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

export function fnv(text: string): number {
  let hash = FNV_START;
  for (let i = 0; i < text.length; i++) hash = fnvStep(hash, text.charCodeAt(i));
  return hash >>> 0;
}

/** Two hashes and a salt as one; the order counts. The last steps are the finaliser of MurmurHash3 (A. Appleby). */
export function mix(first: number, second: number, salt: number): number {
  let hash = Math.imul(first ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b) ^ second;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
