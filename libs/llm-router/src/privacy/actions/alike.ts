import type { SeededChoices } from './seeded-choices.js';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
/** The issuer of a key is no secret: `ghp_…`, `sk-…`. */
const ISSUER = /^[A-Za-z]{2,8}[-_]/;

/** A text of the same length and form: letters for letters, digits for digits, everything else as it is. */
export function alike(value: string, choices: SeededChoices): string {
  const issuer = /\d/.test(value) ? (ISSUER.exec(value)?.[0] ?? '') : '';
  const spoken = !/\d/.test(value);
  let place = 0;
  let result = issuer;
  for (const character of value.slice(issuer.length)) {
    if (/\p{Nd}/u.test(character)) {
      // A number must not become one with zeros before it.
      result += character !== '0' && place === 0 ? 1 + choices.below(9) : choices.below(10);
      place++;
    } else if (/\p{L}/u.test(character)) {
      const letter = spoken ? choices.word(1 + (place % 2)).slice(-1) : choices.of(LOWER);
      result += character === character.toLowerCase() ? letter : letter.toUpperCase();
      place++;
    } else {
      result += character;
      place = 0;
    }
  }
  return result;
}
