import type { PicoDollars } from '../../../contracts/model-price.js';

/** The zones of the earth: UTC-12 to UTC+14. */
export const MOST_BEHIND = 12;
export const MOST_AHEAD = 14;

/**
 * Hours that the days of an invoice are ahead of UTC: those with which they agree best, where at least half of what they
 * differ by goes away; else 0. `apart`: what the days differ by, so many hours ahead.
 */
export function bestZone(apart: (ahead: number) => PicoDollars, tolerance: PicoDollars): number {
  const inUtc = apart(0);
  if (inUtc <= tolerance) return 0;
  let best = { ahead: 0, apart: inUtc };
  for (let ahead = -MOST_BEHIND; ahead <= MOST_AHEAD; ahead++) {
    const here = apart(ahead);
    if (here < best.apart) best = { ahead, apart: here };
  }
  return best.apart * 2n <= inUtc ? best.ahead : 0;
}
