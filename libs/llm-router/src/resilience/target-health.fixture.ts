import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError, type UpstreamErrorInit } from '../contracts/errors/upstream-error.js';
import { EventPublisher } from '../contracts/event-publisher.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import { NoPeers, type PeerState, PeerStates } from '../contracts/peer-states.js';
import { Random } from '../contracts/random.js';
import type { RouterEvent, TargetChanged } from '../contracts/router-event.js';
import { ManualClock } from './manual-clock.fixture.js';
import { TargetHealth } from './target-health.js';

class Middle extends Random {
  override readonly next = (): number => 0.5;
}

class Recorder extends EventPublisher {
  readonly events: TargetChanged[] = [];

  override publish(event: RouterEvent): void {
    this.events.push(event as TargetChanged);
  }
}

/** What other processes say, as a test has it; `told` is what they hear. */
export class Rumours extends PeerStates {
  readonly states = new Map<string, PeerState>();
  private source: () => Iterable<readonly [string, Partial<PeerState>]> = () => [];

  get told(): Record<string, Partial<PeerState>> {
    return Object.fromEntries(this.source());
  }

  override of(target: string): PeerState | undefined {
    return this.states.get(target);
  }

  override tell(source: typeof this.source): void {
    this.source = source;
  }
}

export const TARGET = 'openai/gpt-4.1';

/** A `TargetHealth` on a clock of its own; chance is in the middle. */
export function healthSetUp(options: LlmRouterOptions = {}, peers: PeerStates = new NoPeers()) {
  const clock = new ManualClock();
  const recorder = new Recorder();
  const health = new TargetHealth(options, clock, new Middle(), recorder, peers);
  const fail = (times: number, error = failure()): void => {
    for (let count = 0; count < times; count++) {
      health.failed(TARGET, error, health.started(TARGET));
    }
  };
  return { clock, health, fail, events: recorder.events };
}

export const failure = (init: Partial<UpstreamErrorInit> = {}): LlmRouterError =>
  new UpstreamError('It failed.', { code: 'server_error', provider: 'openai', ...init });
export const limited = (retryAfterMs?: number): LlmRouterError =>
  failure({ code: 'rate_limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

export const steps = (events: readonly TargetChanged[]) =>
  events.map(({ from, to }) => `${from} → ${to}`);
