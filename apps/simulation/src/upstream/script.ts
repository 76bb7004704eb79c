import type { UpstreamErrorCode } from 'nestjs-llm-router';
import { logNormal } from '../chance/distributions.js';
import type { Draw } from '../chance/draws.js';
import type { Arrival } from '../workload/arrival.js';
import { type FaultKind, HALF_ERRORS, REFUSAL_MS, SLOW } from './fault.js';
import type { Profile } from './profile.js';

export interface ScriptedFailure {
  readonly code: UpstreamErrorCode;
  readonly status?: number;
  readonly retryAfterMs?: number;
}

/** What a provider does with one request: keep silent, fail, or answer. Milliseconds after it was sent. */
export type Script =
  | { readonly outcome: 'silence' }
  | { readonly outcome: 'failure'; readonly afterMs: number; readonly failure: ScriptedFailure }
  | { readonly outcome: 'answer'; readonly firstPartMs: number; readonly restMs: number };

export interface Circumstances {
  readonly profile: Profile;
  readonly arrival: Arrival;
  readonly fault: FaultKind | undefined;
  /** 1 up to the provider's capacity, more above it. */
  readonly crowding: number;
  /** Only under a rate limit, and only where it is exceeded. */
  readonly retryAfterMs?: number;
}

const BROKEN: ScriptedFailure = { code: 'server_error', status: 500 };

/** Always takes the same number of draws, so that a fault changes nothing but itself. */
export function scriptFor(circumstances: Circumstances, draw: Draw): Script {
  const { profile, arrival, fault, crowding, retryAfterMs } = circumstances;
  const pace = fault === 'slow' ? crowding * SLOW.factor : crowding;
  const firstPartMs = pace * logNormal(profile.firstPartMs, draw);
  const tokensPerSecond = logNormal(profile.tokensPerSecond, draw) / pace;
  const restMs = (1_000 * arrival.outputTokens) / tokensPerSecond;
  const luck = draw();
  switch (fault) {
    case 'refused':
      return failing(REFUSAL_MS, { code: 'connection_failed' });
    case 'black hole':
      return { outcome: 'silence' };
    case 'rate limit':
      if (retryAfterMs === undefined) break;
      return failing(REFUSAL_MS, { code: 'rate_limited', status: 429, retryAfterMs });
    case 'slow':
      if (luck < SLOW.errorRate) return failing(firstPartMs, BROKEN);
      break;
    case 'half errors':
      if (luck >= HALF_ERRORS.errorRate) break;
      return failing(firstPartMs * HALF_ERRORS.afterShareOfFirstPart, BROKEN);
  }
  return { outcome: 'answer', firstPartMs, restMs };
}

function failing(afterMs: number, failure: ScriptedFailure): Script {
  return { outcome: 'failure', afterMs, failure };
}
