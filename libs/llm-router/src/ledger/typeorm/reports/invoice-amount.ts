import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../../contracts/model-price.js';

/** What an invoice counts in: US dollars or their cents. */
export type InvoiceUnit = 'usd' | 'cents';

const AMOUNT = /^(-?)\$?(\d[\d,]*|)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** In pico-dollars, rounded to a whole one. Takes what exports write: `1234.5`, `$1,234.50`, `-0.5`, `1e-05`. */
export function amountOf(amount: string | number, unit: InvoiceUnit, at: string): PicoDollars {
  const found = AMOUNT.exec(String(amount).trim());
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found ?? [];
  const digits = whole.replaceAll(',', '') + fraction;
  if (found === null || digits === '') {
    throw new InvalidRequestError(
      `${at}: ${JSON.stringify(amount)} is not an amount. Legal: a decimal number, e.g. 12.34.`,
      at,
    );
  }
  const power = (unit === 'usd' ? 12 : 10) + Number(exponent) - fraction.length;
  const size = power >= 0 ? BigInt(digits) * 10n ** BigInt(power) : rounded(digits, -power);
  return sign === '-' ? -size : size;
}

/** Decimal places that an amount is written with. */
export function placesOf(amount: string | number): number {
  const [, , , fraction = '', exponent = '0'] = AMOUNT.exec(String(amount).trim()) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

function rounded(digits: string, dropped: number): bigint {
  const divisor = 10n ** BigInt(dropped);
  return (BigInt(digits) + divisor / 2n) / divisor;
}
