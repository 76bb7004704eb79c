import type { Identifier } from '../detection/recogniser.js';

/** A recogniser of a number of known layout. */
export function identifier(entity: string, rest: Omit<Identifier, 'kind' | 'entity'>): Identifier {
  return { kind: 'identifier', entity, ...rest };
}

/** A layout in one piece, and in groups with one of the separators: `grouped('3-2-4')`. */
export function grouped(lengths: string, separators = ' -'): string[] {
  const groups = lengths.split('-').map((it) => '#'.repeat(Number(it)));
  return [...separators].map((it) => groups.join(it));
}

/** That many digits in one piece. */
export function plain(length: number): string {
  return '#'.repeat(length);
}
