/** Milliseconds, or a number with a unit: `500ms`, `30s`, `10m`, `2h`, `1d`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Converts to milliseconds. Throws a `RangeError` that names the value and the legal forms. */
export function toMilliseconds(duration: Duration): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) return duration;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? [];
  if (amount === undefined || unit === undefined) {
    throw new RangeError(
      `${JSON.stringify(duration)} is not a duration. Legal: milliseconds as a number, or e.g. "500ms", "30s", "10m", "2h", "1d".`,
    );
  }
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}
