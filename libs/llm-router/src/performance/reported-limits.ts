import { type Allowance, tighter } from './allowance.js';
import { readRateLimits, type ReportedLimit } from './rate-limit-reading.js';
import { ReportedAllowance } from './reported-allowance.js';

/** What has been started at a target, in all, as of one of the starts. */
export interface Started {
  /** Number of the start. */
  readonly number: number;
  /** Tokens that all starts up to this one are expected to take. */
  readonly tokens: number;
}

interface Report {
  /** The start that the report came back to: what was started later is not in it. */
  readonly as: Started;
  readonly requests: readonly ReportedAllowance[];
  readonly tokens: readonly ReportedAllowance[];
}

/** Keys that a provider reports limits for, at most; the one that was heard of first is forgotten first. */
const MOST_KEYS = 16;

/** What a provider says of its limits: for each of its keys, as each has limits of its own. */
export class ReportedLimits {
  private readonly reports = new Map<string, Report>();

  /** `latest` is the last start so far. */
  report(
    headers: Readonly<Record<string, string>>,
    credential: string,
    as: Started,
    latest: Started,
    now: number,
    wall: number,
  ): void {
    const previous = this.reports.get(credential);
    if (previous !== undefined && previous.as.number > as.number && !isOver(previous, now)) return;
    const { requests, tokens } = readRateLimits(headers, wall);
    if (requests.length + tokens.length === 0) return;
    const keys = this.reports.size + (previous === undefined ? 1 : 0);
    const allow = (used: number) => (limit: ReportedLimit) =>
      new ReportedAllowance(limit, now, used / keys);
    this.reports.delete(credential);
    this.reports.set(credential, {
      as,
      requests: requests.map(allow(latest.number - as.number)),
      tokens: tokens.map(allow(latest.tokens - as.tokens)),
    });
    if (this.reports.size > MOST_KEYS) this.forgetFirst();
  }

  /** Counts off a start, which goes to one of the keys. */
  started(tokens: number): void {
    const { size } = this.reports;
    for (const report of this.reports.values()) {
      for (const it of report.requests) it.use(1 / size);
      for (const it of report.tokens) it.use(tokens / size);
    }
  }

  /** A start took so many tokens more than expected. */
  correct(tokens: number, as: Started): void {
    const { size } = this.reports;
    for (const report of this.reports.values()) {
      if (report.as.number >= as.number) continue;
      for (const it of report.tokens) it.use(tokens / size);
    }
  }

  /** What the key with the most room still allows; undefined as soon as that is not known of one of them. */
  read(kind: 'requests' | 'tokens', now: number): Allowance | undefined {
    let best: Allowance | undefined;
    for (const report of this.reports.values()) {
      const allowance = tightest(report[kind], now);
      if (allowance === undefined) return undefined;
      if (best === undefined || tighter(best, allowance) === best) best = allowance;
    }
    return best;
  }

  private forgetFirst(): void {
    const [first] = this.reports.keys();
    if (first !== undefined) this.reports.delete(first);
  }
}

function tightest(allowances: readonly ReportedAllowance[], now: number): Allowance | undefined {
  let result: Allowance | undefined;
  for (const it of allowances) result = tighter(result, it.read(now));
  return result;
}

function isOver({ requests, tokens }: Report, now: number): boolean {
  return requests.every((it) => it.isOver(now)) && tokens.every((it) => it.isOver(now));
}
