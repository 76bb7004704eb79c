import { mix } from '../text/fnv.js';
import { SHAPES } from '../text/shape.js';
import type { TextScan } from '../text/text-scan.js';
import type { FeatureList } from './feature-list.js';
import { Salt } from './salt.js';

/** Each count by its order of magnitude: a feature for each power of two up to it, so that more is more. */
export function addShape({ shape }: TextScan, features: FeatureList): void {
  for (let i = 0; i < SHAPES.length; i++) {
    const value = shape[i]!;
    for (let step = 0; value >= 1 << step && step < 13; step++) {
      features.add(mix(i, step, Salt.Shape));
    }
  }
}
