import { mix } from '../text/fnv.js';
import { Region, type TextScan } from '../text/text-scan.js';
import type { FeatureList } from './feature-list.js';
import { Salt } from './salt.js';
import { addShape } from './shape-features.js';
import { addCues } from './task-features.js';

/** What tells how hard a prompt is: all its words and pairs of words, its cues and its shape. */
export function difficultyFeatures(scan: TextScan, features: FeatureList): void {
  let cues = 0;
  for (let i = 0; i < scan.length; i++) {
    if (scan.regions[i] === Region.Code) continue;
    features.add(mix(scan.words[i]!, 0, Salt.AnyWord));
    cues |= scan.cues[i]!;
  }
  features.endWords();
  let before = 0;
  for (let i = 0; i < scan.length; i++) {
    if (scan.regions[i] === Region.Code) continue;
    const word = scan.words[i]!;
    if (before !== 0) features.add(mix(before, word, Salt.AnyPair));
    before = word;
  }
  addCues(cues, Salt.AnyCue, features);
  addShape(scan, features);
}
