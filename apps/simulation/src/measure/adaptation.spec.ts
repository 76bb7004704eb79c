import { timeToDetect, timeToRecover, usualShare } from './adaptation.js';
import { percentile } from './percentile.js';
import { type FirstAttempt, ShareTimeline } from './share-timeline.js';

const TROUBLE = { from: 30_000, until: 60_000 };
const END = 120_000;

/** A first attempt every 10 ms, of which every other one is a hit unless `missing` says that there are none. */
function timeline(missing: (at: number) => boolean): ShareTimeline {
  const attempts = Array.from({ length: END / 10 }, (_, index): FirstAttempt => {
    const at = index * 10;
    return { at, hit: index % 2 === 0 && !missing(at) };
  });
  return new ShareTimeline(attempts, END);
}

describe('adaptation', () => {
  it('measures from when a provider is left alone, and until it is back', () => {
    const shares = timeline((at) => at >= 31_200 && at < 64_000);
    expect(usualShare(shares, TROUBLE)).toBeCloseTo(0.5);
    // A tenth of the fair share over the following second: it may still get a little of it.
    expect(timeToDetect(shares, TROUBLE, 0.5)).toBe(1_150);
    expect(timeToRecover(shares, TROUBLE, END)).toBe(4_500);
  });

  it('does not count a pause that is given up within two seconds', () => {
    const paused = (at: number): boolean => at >= 32_000 && at < 34_500;
    expect(timeToDetect(timeline(paused), TROUBLE, 0.5)).toBeUndefined();
    const twice = timeline((at) => paused(at) || at >= 40_000);
    expect(timeToDetect(twice, TROUBLE, 0.5)).toBe(9_950);
    expect(timeToRecover(twice, TROUBLE, END)).toBeUndefined();
  });

  it('counts what was detected too late as never', () => {
    const late = timeline((at) => at >= 58_500);
    expect(timeToDetect(late, TROUBLE, 0.5)).toBeUndefined();
  });

  it('takes the nearest rank', () => {
    expect([0, 50, 51, 99, 100].map((it) => percentile([10, 20, 30, 40], it))).toEqual([
      10, 20, 30, 40, 40,
    ]);
    expect(percentile([], 50)).toBeNaN();
  });
});
