import type { LiveMetric } from '../contracts/live-performance.js';
import { LogHistogram } from './log-histogram.js';
import { PeakAverage } from './peak-average.js';
import { WaitingList } from './waiting-list.js';

/** How fast a target answers in one form of delivery. */
export class DeliveryMeter {
  readonly peak = new PeakAverage();
  readonly waiting = new WaitingList();
  // Made when they are needed: most names that callers make up are never measured.
  private readonly histograms: Partial<Record<LiveMetric, LogHistogram>> = {};

  record(metric: LiveMetric, value: number, now: number): void {
    (this.histograms[metric] ??= new LogHistogram()).add(value, now);
  }

  percentile(metric: LiveMetric, percent: number, now: number): number | undefined {
    return this.histograms[metric]?.percentile(percent, now);
  }

  /** The average, or the age of the oldest attempt that waits, where that is more. */
  latency(now: number): number | undefined {
    const average = this.peak.read(now);
    const { since } = this.waiting;
    return average === undefined || since === undefined ? average : Math.max(average, now - since);
  }
}
