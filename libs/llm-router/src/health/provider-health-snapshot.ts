import type { Percentiles } from './sliding-percentiles.js';

/**
 * `up`: it answers. `degraded`: it answers, but failed or limited a call within the last minute. `down`: it does not
 * answer. `unknown`: nothing was heard of it for five minutes.
 */
export type ProviderState = 'unknown' | 'up' | 'degraded' | 'down';

/** A provider's last failure that counts against it. */
export interface ProviderFailure {
  readonly code: string;
  readonly message: string;
  /** Alias of the key that was used, where it is known: a key that is refused shows here. */
  readonly credential?: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is known of a provider at one moment. */
export interface ProviderHealthSnapshot {
  readonly provider: string;
  readonly state: ProviderState;
  readonly consecutiveFailures: number;
  /** Upstream tries since the process started. */
  readonly attempts: number;
  readonly lastError?: ProviderFailure;
  /** Epoch milliseconds; a probe counts. */
  readonly lastSuccessAt?: number;
  /** Milliseconds that successful tries took in the last five to ten minutes. */
  readonly durationMs?: Percentiles;
  /** Milliseconds to the first content part, in the last five to ten minutes. */
  readonly firstPartMs?: Percentiles;
}
