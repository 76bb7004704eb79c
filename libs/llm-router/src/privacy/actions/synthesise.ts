import { alike } from './alike.js';
import { MADE_UP } from './made-up-values.js';
import { SeededChoices } from './seeded-choices.js';

const LONGEST = 128;
/** What no JSON text and no provider writes in another way. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/;
/** With fewer letters and digits to choose, the model might write the same by chance. */
const FEWEST_CHOICES = 6;

/**
 * Another value of the same form, the same for the same seed; undefined where there is none that can be told apart from
 * what else is written. A card has its check digit, an IBAN its check digits.
 */
export function synthesise(entity: string, value: string, seed: Uint8Array): string | undefined {
  if (value.length > LONGEST) return undefined;
  const choices = new SeededChoices(seed);
  const makeUp = MADE_UP[entity];
  if (makeUp === undefined && (value.match(/[\p{L}\p{Nd}]/gu)?.length ?? 0) < FEWEST_CHOICES) {
    return undefined;
  }
  const madeUp = (makeUp ?? alike)(value, choices);
  return PLAIN.test(madeUp) && madeUp.length >= FEWEST_CHOICES ? madeUp : undefined;
}
