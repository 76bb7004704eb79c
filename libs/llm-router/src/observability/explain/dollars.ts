import type { PicoDollars } from '../../contracts/model-price.js';
import { formatUsd } from '../../foundation/pico-dollars.js';

const CENT = 10n ** 10n;

/** Rounded for reading: cents from a dollar on, three digits below: `$0.00021`, `$12.35`, `$0`. */
export function dollars(pico: PicoDollars): string {
  const digits = BigInt(pico.toString().replace('-', '').length);
  const step = digits > 12n ? CENT : 10n ** (digits > 3n ? digits - 3n : 0n);
  const sign = pico < 0n ? -1n : 1n;
  const rounded = ((sign * pico + step / 2n) / step) * step;
  return `${sign < 0n ? '-' : ''}$${formatUsd(rounded)}`;
}

/** `it cost $0.00021`, `it cost nothing`, or that the price is unknown. */
export function costWords(cost: PicoDollars | null): string {
  if (cost === null) return 'its cost is unknown';
  return cost === 0n ? 'it cost nothing' : `it cost ${dollars(cost)}`;
}
