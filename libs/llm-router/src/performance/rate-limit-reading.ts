/** What a provider says of one of its limits. */
export interface ReportedLimit {
  readonly remaining: number;
  /** What there is in all; undefined where it does not say. */
  readonly limit: number | undefined;
  /** Milliseconds until all of it is there again. */
  readonly resetMs: number;
}

export interface ReportedLimits {
  readonly requests: readonly ReportedLimit[];
  readonly tokens: readonly ReportedLimit[];
}

type Headers = Readonly<Record<string, string>>;

/** A target that is left alone cannot say that it has changed its mind: after so long it is asked. */
const LONGEST_RESET_MS = 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads the rate-limit headers of OpenAI (https://platform.openai.com/docs/guides/rate-limits) and of Anthropic
 * (https://docs.claude.com/en/api/rate-limits); what makes no sense is left out. `now` in epoch milliseconds.
 */
export function readRateLimits(headers: Headers, now: number): ReportedLimits {
  return {
    requests: found([
      read(headers, now, (it) => `x-ratelimit-${it}-requests`),
      read(headers, now, (it) => `anthropic-ratelimit-requests-${it}`),
    ]),
    tokens: found([
      read(headers, now, (it) => `x-ratelimit-${it}-tokens`),
      read(headers, now, (it) => `anthropic-ratelimit-tokens-${it}`),
      read(headers, now, (it) => `anthropic-ratelimit-input-tokens-${it}`),
    ]),
  };
}

function read(
  headers: Headers,
  now: number,
  name: (what: 'limit' | 'remaining' | 'reset') => string,
): ReportedLimit | undefined {
  const remaining = count(headers[name('remaining')]);
  if (remaining === undefined) return undefined;
  const resetMs = readReset(headers[name('reset')], now);
  // Without a time, or past it, it is not known for how long it holds.
  if (resetMs === undefined || resetMs <= 0) return undefined;
  return {
    remaining,
    limit: count(headers[name('limit')]),
    resetMs: Math.min(resetMs, LONGEST_RESET_MS),
  };
}

/**
 * Milliseconds from `now` until a reset: `1s`, `6m0s`, `120ms`, a number of seconds, a time in epoch seconds or
 * milliseconds, or an RFC 3339 date. Undefined for anything else.
 */
export function readReset(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number > 1e12) return number - now;
    return number > 1e9 ? number * 1_000 - now : number * 1_000;
  }
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) {
    let sum = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
      sum += Number(amount) * (UNITS_MS[unit ?? ''] ?? 0);
    }
    return sum;
  }
  if (!/^\d{4}-\d\d-\d\dT/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at - now;
}

function count(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}

function found(limits: readonly (ReportedLimit | undefined)[]): readonly ReportedLimit[] {
  return limits.filter((it) => it !== undefined);
}
