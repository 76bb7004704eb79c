import type { TimeSpan } from '../upstream/fault.js';
import { type ShareTimeline, STEP_MS } from './share-timeline.js';

const SECOND = 1_000;
/** Below this part of its fair share, a provider counts as left alone. */
const LEFT_ALONE = 0.1;
/** For so long it has to stay so. */
const STAYS_MS = 2 * SECOND;
/** From this part of its usual share on, a provider counts as back. */
const BACK = 0.5;
/** What comes before is the start, and says little about what is usual. */
const WARM_UP_MS = 10 * SECOND;

/** The share of a provider before the trouble. */
export function usualShare(timeline: ShareTimeline, trouble: TimeSpan): number {
  return timeline.share(WARM_UP_MS, trouble.from);
}

/**
 * Milliseconds from the start of the trouble until the provider gets less than a tenth of its fair share, which is that
 * of one among equals, over the following second, and for the two seconds after that; undefined where that does not
 * happen while the trouble lasts.
 */
export function timeToDetect(
  timeline: ShareTimeline,
  trouble: TimeSpan,
  fairShare: number,
): number | undefined {
  const limit = LEFT_ALONE * fairShare;
  let since = trouble.from;
  for (let time = trouble.from; time + SECOND <= trouble.until; time += STEP_MS) {
    if (timeline.share(time, time + SECOND) >= limit) since = time + STEP_MS;
    else if (time - since >= STAYS_MS) return since - trouble.from;
  }
  return undefined;
}

/**
 * Milliseconds from the end of the trouble until the provider had half of its usual share over the last second; undefined
 * where it does not get it until the end.
 */
export function timeToRecover(
  timeline: ShareTimeline,
  trouble: TimeSpan,
  endMs: number,
): number | undefined {
  const enough = BACK * usualShare(timeline, trouble);
  for (let time = trouble.until; time <= endMs; time += STEP_MS) {
    if (timeline.share(time - SECOND, time) >= enough) return time - trouble.until;
  }
  return undefined;
}
