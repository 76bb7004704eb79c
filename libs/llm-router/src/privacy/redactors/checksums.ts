/** The sum of each digit times its weight, from the left. Weights repeat where there are fewer of them. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    sum += (digits.charCodeAt(at) - 48) * (weights[at % weights.length] ?? 0);
  }
  return sum;
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const weighted = place % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** ISO/IEC 7064, MOD 11,10: one check digit at the end. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (digits.charCodeAt(at) - 48 + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** The remainder of a number of any length. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let at = 0; at < digits.length; at++) {
    rest = (rest * 10 + digits.charCodeAt(at) - 48) % divisor;
  }
  return rest;
}

const ALTERED = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((place) => permuted(place));

/** The check digit of J. Verhoeff (1969): in the group of the symmetries of a pentagon. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    check = combined(check, ALTERED[place % 8]?.[digit] ?? 0);
  }
  return check === 0;
}

/** The product of two symmetries: 0–4 are turns, 5–9 reflections. */
function combined(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b) % 5) : (5 + a - b) % 5;
}

/** Verhoeff's permutation, so many times. */
function permuted(times: number): readonly number[] {
  const once = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  let result = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  for (let time = 0; time < times; time++) result = result.map((it) => once[it] ?? 0);
  return result;
}

/** Whether there is such a day; of a year of which only two digits are known, every fourth is a leap year. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year < 100 || year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

/** All digits the same. */
export function isRepeated(digits: string): boolean {
  return digits === (digits[0] ?? '').repeat(digits.length);
}

/** What people type to fill a field, and round amounts. */
export function isTyped(digits: string): boolean {
  return isRepeated(digits) || digits.endsWith('00000') || '01234567890123456789'.includes(digits);
}
