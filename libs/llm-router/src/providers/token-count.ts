/** No reply has more tokens; a larger number is a vendor's mistake. */
const MAX_TOKENS = 1e12;

/** A count that can be believed; undefined for negative, fractional, absurd and non-numeric values. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS
    ? value
    : undefined;
}
