import type { PicoDollars } from '../contracts/model-price.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import type { Cost } from './completion.js';

export function costOf(pico: PicoDollars | null): Cost {
  const usd = pico === null ? null : formatUsd(pico);
  return { pico, usd, toJSON: () => ({ pico: pico === null ? null : String(pico), usd }) };
}
