/** 1 US dollar in pico-dollars, as a power of ten. */
const DECIMALS = 12;

/** Writes pico-dollars as US dollars: exact, decimal, without trailing zeros: `0.000123`, `12`, `0`. */
export function formatUsd(pico: bigint): string {
  const sign = pico < 0n ? '-' : '';
  const digits = (pico < 0n ? -pico : pico).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return sign + digits.slice(0, -DECIMALS) + (fraction && `.${fraction}`);
}

/**
 * Reads a decimal amount of US dollars as pico-dollars, exactly. Throws a `RangeError` for anything that is not a
 * decimal number of at most 12 places: `1e-3`, `$1` and `.5` are refused, `-0.5` is not.
 */
export function parseUsd(usd: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(usd) ?? [];
  if (whole === undefined) {
    throw new RangeError(
      `${JSON.stringify(usd.slice(0, 100))} is not an amount of US dollars. Legal: a decimal number of at most ${DECIMALS} places, e.g. "0.15".`,
    );
  }
  const pico = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -pico : pico;
}
