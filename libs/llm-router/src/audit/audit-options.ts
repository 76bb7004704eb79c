import { milliseconds } from '../contracts/checked-options.js';
import type { Duration } from '../contracts/duration.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';

/** What an audit trail records, and how. */
export interface AuditOptions {
  /** Which decisions about calls are recorded: those that refuse one, or all. Default `refused`. */
  readonly decisions?: 'all' | 'refused';
  /**
   * How often the end of the trail is written into the log, so that it leaves the machine with it; `false`: never.
   * Default 1 h, and at the end of the process.
   */
  readonly anchorEvery?: Duration | false;
}

export interface AuditSettings {
  readonly decisions: 'all' | 'refused';
  /** 0: never. */
  readonly anchorEveryMs: number;
}

const MOST_ANCHORS_MS = 1_000;
/** The longest that a timer of Node's can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Throws a `ConfigurationError` for options that are not legal. */
export function auditSettings(options: AuditOptions): AuditSettings {
  const { decisions = 'refused', anchorEvery = '1h' } = options;
  if (decisions !== 'all' && decisions !== 'refused') {
    throw new ConfigurationError(
      `audit.decisions: ${JSON.stringify(decisions)} is not legal. Legal: "all", "refused".`,
    );
  }
  if (anchorEvery === false) return { decisions, anchorEveryMs: 0 };
  const anchorEveryMs = milliseconds('audit.anchorEvery', anchorEvery);
  if (anchorEveryMs >= MOST_ANCHORS_MS && anchorEveryMs <= LONGEST_MS) {
    return { decisions, anchorEveryMs };
  }
  throw new ConfigurationError(
    `audit.anchorEvery: ${anchorEvery} is not legal. Legal: 1 s to 24 days, or false.`,
  );
}
