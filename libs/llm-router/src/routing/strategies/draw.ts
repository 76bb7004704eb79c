import type { Candidate } from '../../contracts/candidate.js';
import type { Random } from '../../contracts/random.js';

const TWO_32 = 2 ** 32;
/** Beyond it a share is no share any more. */
const LARGEST_WEIGHT = 1e9;

/** The candidate's share: 1 where none is declared, never negative. */
export function weightOf({ weight = 1 }: Candidate): number {
  return weight > 0 ? Math.min(weight, LARGEST_WEIGHT) : 0;
}

/** What all chances of one draw are made of. */
export function drawSeed(random: Random): number {
  return Math.floor(random.next() * TWO_32) >>> 0;
}

/**
 * A number in (0, 1) that belongs to the name in this draw, so that what is drawn does not depend on the order in
 * which the names are listed.
 */
export function chanceOf(name: string, seed: number): number {
  return (mix(seed ^ hashText(name)) + 0.5) / TWO_32;
}

/**
 * The place in a weighted draw, less is sooner: the smallest key of all is a candidate's with the probability of its
 * share (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006). Without a weight: after all others.
 */
export function drawKey(chance: number, weight: number): number {
  return weight > 0 ? -Math.log(chance) / weight : Infinity;
}

/** 32 bits of a text: FNV-1a, then mixed, as its own high bits depend on few characters of a short text. */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
