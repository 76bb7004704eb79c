import type { AttemptRecord } from '../contracts/attempt.js';
import type { Headroom, LiveMetric, TargetPerformance } from '../contracts/live-performance.js';
import type { PeerStates } from '../contracts/peer-states.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { inputTokens, outputTokens, type TokenUsage } from '../contracts/token-usage.js';
import { DecayingCount } from './decaying-count.js';
import { DecayingMean } from './decaying-mean.js';
import { DeliveryMeter } from './delivery-meter.js';
import { ErrorRate } from './error-rate.js';
import { RateHeadroom } from './rate-headroom.js';
import type { SteadyTime } from './steady-time.js';

const SAMPLE_HALF_LIFE_MS = 30_000;
/** What the work is like changes more slowly than how the target does. */
const WORK_HALF_LIFE_MS = 300_000;
/** The rest of a stream that comes at once was held back somewhere: it says nothing about tokens per second. */
const BURST_MS = 10;

/** Everything that is measured of one target. */
export class TargetMeter implements TargetPerformance {
  readonly limits = new RateHeadroom();
  /** Attempts of this process that have not ended. */
  ownInFlight = 0;
  private readonly deliveries: Readonly<Record<Delivery, DeliveryMeter>> = {
    stream: new DeliveryMeter(),
    document: new DeliveryMeter(),
  };
  private readonly outcomes = new ErrorRate();
  private readonly sampled = new DecayingCount(SAMPLE_HALF_LIFE_MS);
  private readonly output = new DecayingMean(WORK_HALF_LIFE_MS);
  private readonly cached = new DecayingMean(WORK_HALF_LIFE_MS);
  private readonly total = new DecayingMean(WORK_HALF_LIFE_MS);

  constructor(
    readonly id: string,
    readonly time: SteadyTime,
    private readonly peers: PeerStates,
  ) {}

  get inFlight(): number {
    const others = this.peers.of(this.id)?.inFlight ?? 0;
    return this.ownInFlight + (others > 0 ? others : 0);
  }

  get samples(): number {
    return this.sampled.read(this.time.now());
  }

  get errorRate(): number {
    return this.outcomes.rate(this.time.now());
  }

  get outputTokens(): number | undefined {
    return this.output.value;
  }

  get cachedShare(): number | undefined {
    return this.cached.value;
  }

  /** Tokens of an attempt, of prompt and answer together; 0 where that is not known yet. */
  get expectedTokens(): number {
    return Math.round(this.total.value ?? 0);
  }

  get headroom(): Headroom | undefined {
    return this.limits.read(this.time.now(), this.time.wall());
  }

  latency(delivery: Delivery): number | undefined {
    return this.deliveries[delivery].latency(this.time.now());
  }

  percentile(metric: LiveMetric, percent: number, delivery: Delivery): number | undefined {
    return this.deliveries[delivery].percentile(metric, percent, this.time.now());
  }

  delivery(delivery: Delivery): DeliveryMeter {
    return this.deliveries[delivery];
  }

  /** An attempt brought its first part so many milliseconds after it was sent. */
  answered(milliseconds: number, delivery: Delivery): void {
    const now = this.time.now();
    this.deliveries[delivery].record('firstPart', milliseconds, now);
    if (delivery === 'stream') this.deliveries.stream.peak.add(milliseconds, now);
  }

  /** An attempt brought a whole answer. */
  succeeded(record: AttemptRecord, firstPartMs: number | undefined, delivery: Delivery): void {
    const now = this.time.now();
    this.outcomes.succeeded(now);
    this.sampled.add(1, now);
    this.work(record.usage, now);
    const duration = record.durationMs;
    if (!isAmount(duration)) return;
    const meter = this.deliveries[delivery];
    meter.record('duration', duration, now);
    if (delivery === 'document') meter.peak.add(duration, now);
    const rest = delivery === 'stream' && firstPartMs !== undefined ? duration - firstPartMs : 0;
    const wrote = rest >= BURST_MS ? rest : duration;
    const tokens = outputTokens(record.usage);
    if (wrote > 0 && tokens > 0) meter.record('throughput', (tokens * 1_000) / wrote, now);
  }

  /** An attempt ended without an answer because its time was up: the answer would have taken longer than that. */
  timedOut(milliseconds: number, delivery: Delivery): void {
    const now = this.time.now();
    this.deliveries[delivery].record('firstPart', milliseconds, now);
    this.deliveries[delivery].record('duration', milliseconds, now);
  }

  /** An attempt failed, and it is the target's fault. */
  failedAfter(milliseconds: number, delivery: Delivery): void {
    const now = this.time.now();
    this.outcomes.failed(now);
    this.sampled.add(1, now);
    const { peak } = this.deliveries[delivery];
    peak.fail(now);
    peak.atLeast(milliseconds, now);
  }

  /** An attempt was given up after so long without an answer. */
  waitedFor(milliseconds: number, delivery: Delivery): void {
    this.deliveries[delivery].peak.atLeast(milliseconds, this.time.now());
  }

  /** It is asked again after an ejection: what led to it says nothing about now. */
  recovered(): void {
    this.outcomes.forgive();
    this.deliveries.stream.peak.forgive();
    this.deliveries.document.peak.forgive();
  }

  private work(usage: TokenUsage, now: number): void {
    const input = inputTokens(usage);
    const output = outputTokens(usage);
    if (isAmount(output)) this.output.add(output, 1, now);
    if (!isAmount(input) || !isAmount(output)) return;
    this.total.add(input + output, 1, now);
    // An estimate knows nothing of the provider's cache.
    if (!usage.estimated && input > 0 && usage.cacheRead >= 0) {
      this.cached.add(Math.min(1, usage.cacheRead / input), input, now);
    }
  }
}

/** Neither negative, nor NaN, nor endless. */
export function isAmount(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value < Infinity;
}
