import type { Learner, Opinion, Sample } from './learner.js';
import { splitAt } from './split.js';

export const FOLDS = 5;

/** What heads say of each sample that were trained without its fold. */
export function crossValidate<F, W>(
  samples: readonly Sample<F>[],
  classes: readonly string[],
  folds: Int32Array,
  learner: Learner<F, W>,
): Opinion[] {
  const opinions: Opinion[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const judge = learner.judge(learner.fit(splitAt(samples, folds, fold).train, classes));
    samples.forEach(({ features }, i) => {
      if (folds[i] === fold) opinions[i] = judge(features);
    });
  }
  return opinions;
}
