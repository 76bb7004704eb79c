import type { Currency } from '../contracts/currency.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { readUsd } from '../foundation/pico-dollars.js';
import { check, describeMisfit, fields } from '../foundation/value-check.js';

const currency = fields(
  'an object with code and perUsd',
  {
    code: check(
      'a code after ISO 4217, e.g. "EUR"',
      (it) => typeof it === 'string' && /^[A-Z]{3}$/.test(it),
    ),
    perUsd: check(
      'what a US dollar is worth in it: a number over 0, with at most 12 decimal places, e.g. "0.8612"',
      (it) => (readUsd(it) ?? 0n) > 0n,
    ),
  },
  { required: ['code', 'perUsd'] },
);

/** Throws a `ConfigurationError` where the option `currency` is wrong. */
export function checkCurrency(value: Currency): void {
  const misfit = currency(value);
  if (misfit === undefined) return;
  throw new ConfigurationError(describeMisfit({ ...misfit, path: ['currency', ...misfit.path] }));
}
