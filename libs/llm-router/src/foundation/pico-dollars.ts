/** 1 US dollar in pico-dollars, as a power of ten. */
const DECIMALS = 12;

/** How far arithmetic may have moved a float from the decimal number that it stands for, in parts of it. */
const FLOAT_NOISE = 1e-9;

const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,12}))?$/;

/** Writes pico-dollars as US dollars: exact, decimal, without trailing zeros: `0.000123`, `12`, `0`. */
export function formatUsd(pico: bigint): string {
  return decimal(pico, DECIMALS);
}

/**
 * Writes pico-dollars in another currency, of which a US dollar is worth `perUsd`: exact, decimal, of up to 24 places, without
 * trailing zeros and without the currency's code. Throws a `RangeError` where `perUsd` is no decimal number of at most 12 places.
 */
export function formatMoney(
  pico: bigint,
  { perUsd }: { readonly perUsd: number | string },
): string {
  return decimal(pico * parseUsd(perUsd), 2 * DECIMALS);
}

/**
 * Reads a decimal amount of US dollars as pico-dollars, exactly. A number is read as it is written, but for the noise that
 * arithmetic leaves behind the twelfth place (`0.1 + 0.2` is 0.3). Throws a `RangeError` for anything that is not a decimal number
 * of at most 12 places: `"1e-3"`, `"$1"` and `".5"` are refused, `"-0.5"` is not.
 */
export function parseUsd(usd: string | number): bigint {
  const text = typeof usd === 'number' ? written(usd) : usd;
  const [, sign, whole, fraction = ''] = AMOUNT.exec(text) ?? [];
  if (whole === undefined) {
    throw new RangeError(
      `${JSON.stringify(String(usd).slice(0, 100))} is not an amount of US dollars. Legal: a decimal number of at most ${DECIMALS} places, e.g. "0.15".`,
    );
  }
  const pico = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -pico : pico;
}

/** The pico-dollars of an amount of US dollars, as `parseUsd` reads it; undefined for any other value. */
export function readUsd(value: unknown): bigint | undefined {
  try {
    return typeof value === 'number' || typeof value === 'string' ? parseUsd(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A number as decimal text; what 12 places cannot tell stays as it is. */
function written(usd: number): string {
  const text = String(usd);
  if (AMOUNT.test(text)) return text;
  const rounded = usd.toFixed(DECIMALS);
  return Math.abs(usd - Number(rounded)) <= Math.abs(usd) * FLOAT_NOISE ? rounded : text;
}

/** An integer of so many decimal places as a decimal number without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return sign + digits.slice(0, -places) + (fraction && `.${fraction}`);
}
