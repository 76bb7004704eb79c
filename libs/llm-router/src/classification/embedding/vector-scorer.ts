import type { TaskClass } from '../../contracts/task-class.js';
import type { ClassifierModel } from '../model/classifier-model.js';
import { DenseHead, unit } from '../model/dense-head.js';
import { sigmoid, softmax } from '../model/linear-head.js';
import { isWithin, surest } from '../prompt-reader.js';

export type VectorReading = Pick<TaskClass, 'task' | 'confidence' | 'cheapSuffices'>;

/** Says what a prompt's embedding means. Throws an `Error` for a vector of the wrong length. */
export interface VectorScorer {
  /** `local` is what the local classifier says of the prompt. */
  score(vector: ArrayLike<number>, local: TaskClass): VectorReading;
}

/** By the examples of each route that are most like the prompt: the mean of the best `nearest` cosines has to reach the threshold. */
export class RouteScorer implements VectorScorer {
  private readonly examples: readonly (readonly [
    route: string,
    vectors: readonly Float32Array[],
  ])[];

  constructor(
    examples: ReadonlyMap<string, readonly ArrayLike<number>[]>,
    private readonly nearest: number,
    private readonly threshold: number,
  ) {
    this.examples = [...examples].map(([route, vectors]) => [route, vectors.map(unit)]);
  }

  score(vector: ArrayLike<number>): VectorReading {
    const asked = unit(vector);
    let best: string | undefined;
    let most = -Infinity;
    for (const [route, vectors] of this.examples) {
      const cosines = vectors.map((it) => cosine(it, asked)).sort((a, b) => b - a);
      const closest = cosines.slice(0, this.nearest);
      const score = closest.reduce((sum, it) => sum + it, 0) / closest.length;
      if (score <= most) continue;
      most = score;
      best = route;
    }
    return best === undefined || most < this.threshold
      ? {}
      : { task: best, confidence: Math.min(1, Math.max(0, most)) };
  }
}

/** By a head that the training command fitted. */
export class TrainedScorer implements VectorScorer {
  private readonly task: DenseHead | undefined;
  private readonly cheap: DenseHead | undefined;

  constructor(private readonly model: NonNullable<ClassifierModel['embedding']>) {
    this.task = model.task && new DenseHead(model.task.weights);
    this.cheap = model.cheap && new DenseHead(model.cheap.weights);
  }

  score(vector: ArrayLike<number>, local: TaskClass): VectorReading {
    const asked = unit(vector);
    return { ...this.readTask(asked), ...this.readCheap(asked, local) };
  }

  private readTask(vector: Float32Array): VectorReading | undefined {
    const { task } = this.model;
    if (this.task === undefined || task === undefined) return undefined;
    const chances = softmax(scored(this.task, vector), task.sharpness);
    return surest(this.task.classes, chances, task.threshold);
  }

  private readCheap(vector: Float32Array, local: TaskClass): VectorReading | undefined {
    const { cheap } = this.model;
    if (this.cheap === undefined || cheap === undefined) return undefined;
    if (!isWithin(cheap.domain, local.language, local.task)) return undefined;
    const [strong, suffices] = scored(this.cheap, vector);
    const { slope, offset } = cheap.platt;
    return { cheapSuffices: sigmoid(slope * (suffices! - strong!) + offset) };
  }
}

function scored(head: DenseHead, vector: Float32Array): Float64Array {
  if (vector.length === head.dimensions) return head.score(vector);
  throw new Error(
    `The embedding has ${vector.length} dimensions; the model was trained on ${head.dimensions}.`,
  );
}

function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) {
    throw new Error(`The embeddings have ${a.length} and ${b.length} dimensions.`);
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
