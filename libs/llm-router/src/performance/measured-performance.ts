import { Injectable } from '@nestjs/common';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import {
  type AttemptTrace,
  LivePerformance,
  type TargetPerformance,
} from '../contracts/live-performance.js';
import { type PeerState, PeerStates } from '../contracts/peer-states.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { MeasuredAttempt } from './measured-attempt.js';
import { SteadyTime } from './steady-time.js';
import { TargetMeter } from './target-meter.js';

/** Targets that are measured at most: where a provider takes any model, their names come from callers. */
export const MOST_TARGETS = 2_000;

/** How all targets do, as this process measures it; other processes' attempts in flight are added. */
@Injectable()
export class MeasuredPerformance extends LivePerformance {
  /** The one that was used last comes last. */
  private readonly meters = new Map<string, TargetMeter>();
  private readonly time: SteadyTime;

  constructor(
    clock: Clock,
    private readonly peers: PeerStates,
  ) {
    super();
    this.time = new SteadyTime(clock);
    peers.tell(() => this.inFlight());
  }

  override of({ id, facts }: Candidate): TargetPerformance {
    const meter = this.meters.get(id) ?? this.add(id);
    meter.limits.declare(facts.rateLimit);
    return meter;
  }

  override started({ id, facts }: Candidate, delivery: Delivery): AttemptTrace {
    const meter = this.meters.get(id) ?? this.add(id);
    this.meters.delete(id);
    this.meters.set(id, meter);
    meter.limits.declare(facts.rateLimit);
    return new MeasuredAttempt(meter, delivery);
  }

  /** A probe found the target well. */
  recovered(id: string): void {
    this.meters.get(id)?.recovered();
  }

  private add(id: string): TargetMeter {
    if (this.meters.size >= MOST_TARGETS) this.forgetOne();
    const meter = new TargetMeter(id, this.time, this.peers);
    this.meters.set(id, meter);
    return meter;
  }

  /** What is in flight is kept, so that no attempt's end goes missing. */
  private forgetOne(): void {
    for (const [id, { ownInFlight }] of this.meters) {
      if (ownInFlight > 0) continue;
      this.meters.delete(id);
      return;
    }
  }

  private *inFlight(): Generator<readonly [string, Partial<PeerState>]> {
    for (const [id, { ownInFlight }] of this.meters) {
      if (ownInFlight > 0) yield [id, { inFlight: ownInFlight }];
    }
  }
}
