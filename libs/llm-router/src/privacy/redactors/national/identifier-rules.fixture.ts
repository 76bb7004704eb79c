import fc from 'fast-check';

export const digits = (length: number, first = '0123456789'): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...first),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length - 1, maxLength: length - 1 }),
    )
    .map(([head, rest]) => head + rest.join(''))
    .filter((it) => new Set(it).size > 2 && !it.endsWith('0000'));

export const two = (value: number): string => String(value).padStart(2, '0');
export const dates = fc
  .tuple(
    fc.integer({ min: 1941, max: 1998 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, day]) => ({ year, yy: two(year % 100), mm: two(month), dd: two(day) }));

export const dot = (number: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0);

/** The digit that makes it pass, by trying all ten. */
export function completed(body: string, passes: (number: string) => boolean): string | undefined {
  return [...'0123456789'].map((it) => body + it).find(passes);
}

export const withCheck = (
  bodies: fc.Arbitrary<string>,
  passes: (number: string) => boolean,
): fc.Arbitrary<string> =>
  bodies
    .map((it) => completed(it, passes))
    .filter((it): it is string => it !== undefined && new Set(it).size > 2);

/** Doubles every second digit from the right by a table of cross sums. */
export function luhn(number: string): boolean {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = [...number]
    .reverse()
    .reduce((total, it, at) => total + (at % 2 ? (doubled[Number(it)] ?? 0) : Number(it)), 0);
  return sum % 10 === 0;
}

const D = [
  '0123456789 1234067895 2340178956 3401289567 4012395678',
  '5987604321 6598710432 7659821043 8765932104 9876543210',
].flatMap((it) => it.split(' '));
const P =
  '0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258'.split(
    ' ',
  );
export const verhoeff = (number: string): boolean =>
  [...number]
    .reverse()
    .reduce((c, it, at) => Number(D[c]?.[Number(P[at % 8]?.[Number(it)])]), 0) === 0;

export function iso11and10(number: string): boolean {
  let p = 10;
  for (const it of number.slice(0, -1)) {
    let s = (Number(it) + p) % 10;
    if (s === 0) s = 10;
    p = (2 * s) % 11;
  }
  return (p + Number(number.at(-1))) % 10 === 1;
}

export const cpfDigit = (body: string): string => {
  const rest =
    dot(
      body,
      Array.from(body, (_, at) => body.length + 1 - at),
    ) % 11;
  return String(rest < 2 ? 0 : 11 - rest);
};
