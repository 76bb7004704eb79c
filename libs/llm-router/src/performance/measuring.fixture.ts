import type { AttemptRecord } from '../contracts/attempt.js';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import type { ModelFacts } from '../contracts/model-facts.js';
import { NoPeers, type PeerStates } from '../contracts/peer-states.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { MeasuredPerformance } from './measured-performance.js';

/** Time that stands still until it is moved. */
export class TestClock extends Clock {
  wall = 1_750_000_000_000;
  mono = 5_000;

  override now(): number {
    return this.wall;
  }

  override monotonic(): number {
    return this.mono;
  }

  pass(milliseconds: number): void {
    this.wall += milliseconds;
    this.mono += milliseconds;
  }
}

export function target(id = 'p/m', rateLimit?: ModelFacts['rateLimit']): Candidate {
  return {
    id,
    facts: rateLimit === undefined ? {} : { rateLimit },
    price: undefined,
    upstreamModel: 'm',
  } as Partial<Candidate> as Candidate;
}

/** An attempt that succeeded after a second, unless something else is said. */
export function record(
  parts: Partial<Omit<AttemptRecord, 'usage'>> & {
    readonly usage?: Partial<TokenUsage>;
    readonly code?: string;
  } = {},
): AttemptRecord {
  const { usage, code, ...rest } = parts;
  return {
    id: 'call-0',
    index: 0,
    provider: 'p',
    model: 'p/m',
    kind: 'first',
    startedAt: 0,
    durationMs: 1_000,
    status: code === undefined ? 'succeeded' : 'failed',
    ...(code === undefined ? {} : { failure: { code, message: 'It failed.' } }),
    cost: 0n,
    ...rest,
    usage: { ...NO_USAGE, ...usage },
  };
}

export function measuring(peers: PeerStates = new NoPeers()) {
  const clock = new TestClock();
  return { clock, performance: new MeasuredPerformance(clock, peers) };
}
