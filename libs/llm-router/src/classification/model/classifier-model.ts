import type { HeadWeights } from './linear-head.js';

/** Where a model's answers about difficulty hold: what it was not trained on, it says nothing about. */
export interface Domain {
  /** ISO 639-1; `''` for texts whose language was not told. */
  readonly languages: readonly string[];
  /** `''` for texts whose task was not told. */
  readonly tasks: readonly string[];
  /** Words of a text that have to be known, as a share. */
  readonly knownShare: number;
}

/** How a score becomes a probability. Source: J. Platt, Probabilistic Outputs for Support Vector Machines, 1999. */
export interface Platt {
  readonly slope: number;
  readonly offset: number;
}

export interface TaskHead<Weights> {
  readonly weights: Weights;
  /** Above 1: surer than the fit alone is. */
  readonly sharpness: number;
  /** The least confidence at which it says what the task is. */
  readonly threshold: number;
}

export interface CheapHead<Weights> {
  /** Of two classes: that the strong model is needed, that a cheap one suffices. */
  readonly weights: Weights;
  readonly platt: Platt;
  readonly domain: Domain;
}

/** Weights over an embedding's dimensions. */
export interface DenseWeights {
  readonly classes: readonly string[];
  readonly dimensions: number;
  /** `weights[dimension * classes + class]`. */
  readonly weights: Float32Array;
  readonly bias: readonly number[];
}

/** What a classifier learned. Heads that were not trained are left out. */
export interface ClassifierModel {
  /** Over the words of a prompt. */
  readonly task?: TaskHead<HeadWeights>;
  readonly cheap?: CheapHead<HeadWeights>;
  /** Over an embedding of a prompt. */
  readonly embedding?: {
    /** The embedding model, as it was called in training. */
    readonly model: string;
    readonly task?: TaskHead<DenseWeights>;
    readonly cheap?: CheapHead<DenseWeights>;
  };
}
