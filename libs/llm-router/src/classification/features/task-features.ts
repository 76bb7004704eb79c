import { mix } from '../text/fnv.js';
import { Region, type TextScan } from '../text/text-scan.js';
import type { FeatureList } from './feature-list.js';
import { Salt } from './salt.js';
import { addShape } from './shape-features.js';

/** Words after the lead that count; what follows is the material, not the request. */
const MAX_REST = 30;
/** Words of the instructions whose cues count, and that count themselves. */
const MAX_SYSTEM = 40;
const MAX_SYSTEM_WORDS = 12;

/** What the message that instructs says at its beginning: adds its words, and gives its cues for `taskFeatures`. */
export function systemFeatures(scan: TextScan, features: FeatureList, withWords = true): number {
  let cues = 0;
  for (let i = 0; i < Math.min(scan.length, MAX_SYSTEM); i++) {
    cues |= scan.cues[i]!;
    if (withWords && i < MAX_SYSTEM_WORDS) features.add(mix(scan.words[i]!, 0, Salt.SystemWord));
  }
  return cues;
}

/** What tells the task: words by where they stand, their cues, pairs of cues, and the shape of the text. */
export function taskFeatures(
  scan: TextScan,
  system: number,
  features: FeatureList,
  withWords = true,
): void {
  let lead = 0;
  let rest = 0;
  let tail = 0;
  let restWords = 0;
  let first = true;
  let before = 0;
  let beforeRegion = -1;
  for (let i = 0; i < scan.length; i++) {
    const region = scan.regions[i]!;
    if (region === Region.Code) continue;
    const word = scan.words[i]!;
    const cues = scan.cues[i]!;
    const previous = region === beforeRegion ? before : 0;
    before = word;
    beforeRegion = region;
    if (region === Region.Rest) {
      rest |= cues;
      if (withWords && restWords++ < MAX_REST) features.add(mix(word, 0, Salt.RestWord));
      continue;
    }
    const isLead = region === Region.Lead;
    if (isLead) {
      if (cues !== 0 && lead === 0) addCues(cues, Salt.FirstCue, features);
      lead |= cues;
    } else tail |= cues;
    if (!withWords) continue;
    if (first && isLead) features.add(mix(word, 0, Salt.FirstWord));
    first = false;
    features.add(mix(word, 0, isLead ? Salt.LeadWord : Salt.TailWord));
    if (previous !== 0) features.add(mix(previous, word, isLead ? Salt.LeadPair : Salt.TailPair));
  }
  addCues(lead, Salt.LeadCue, features);
  addCues(rest, Salt.RestCue, features);
  addCues(tail, Salt.TailCue, features);
  addCues(system, Salt.SystemCue, features);
  addCuePairs(system, Salt.SystemCuePair, features);
  addCuePairs(lead, Salt.LeadCuePair, features);
  addCuePairs(tail, Salt.TailCuePair, features);
  addShape(scan, features);
}

export function addCues(cues: number, salt: number, features: FeatureList): void {
  for (let bits = cues; bits !== 0; bits &= bits - 1) features.add(mix(bits & -bits, 0, salt));
}

function addCuePairs(cues: number, salt: number, features: FeatureList): void {
  for (let bits = cues; bits !== 0; bits &= bits - 1) {
    const one = bits & -bits;
    for (let others = bits & (bits - 1); others !== 0; others &= others - 1) {
      features.add(mix(one, others & -others, salt));
    }
  }
}
