import { type Clock, SystemClock } from '../../contracts/clock.js';
import { type Duration, toMilliseconds } from '../../contracts/duration.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { PromptClassifier } from '../../contracts/prompt-classifier.js';
import { LocalClassifier } from '../local-classifier.js';
import { messageOf } from '../message-of.js';
import { loadModel } from '../model/model-file.js';
import { TrainedScorer, type VectorScorer } from './vector-scorer.js';

/**
 * Makes embeddings, in the order of the texts. Aborting `signal` should close the upstream socket. `exchange` is the
 * call that is being routed, whose caller and policy hold for this one too; undefined for the examples of the routes.
 */
export interface EmbedTexts {
  (
    texts: string[],
    signal: AbortSignal,
    exchange: Exchange | undefined,
  ): Promise<readonly ArrayLike<number>[]>;
  /**
   * Texts only go where the data policy lets their call go, as with `routerEmbeddings()`. Needed where `privacy.policies`
   * are configured.
   */
  readonly asksPolicy?: true;
}

export interface EmbeddingClassifierOptions {
  /** Default `embedding`. */
  readonly id?: string;
  readonly embed: EmbedTexts;
  /** Examples of prompts by task, ten or more each. Either these or `head`. */
  readonly routes?: Readonly<Record<string, readonly string[]>>;
  /** Path of a file that `llm-router train` wrote, trained on embeddings of the same model. */
  readonly head?: string;
  /** The least likeness (cosine) at which a route is told. Models differ: try yours. Default 0.35. */
  readonly threshold?: number;
  /** How many of a route's examples count, the likest ones. Default 3. */
  readonly nearest?: number;
  /** How long a call may wait for its embedding. Default 150 ms. */
  readonly timeLimit?: Duration;
  /** Prompts whose answers are kept; 0: none. Default 1,000. */
  readonly cache?: number;
  /** Answers where embeddings do not. Default: the local classifier. */
  readonly fallback?: PromptClassifier;
  readonly clock?: Clock;
}

export interface EmbeddingClassifierSettings {
  readonly id: string;
  readonly embed: EmbedTexts;
  readonly routes: Readonly<Record<string, readonly string[]>>;
  /** Known before any example is. */
  readonly scorer: VectorScorer | undefined;
  readonly threshold: number;
  readonly nearest: number;
  readonly timeLimitMs: number;
  readonly cache: number;
  readonly fallback: PromptClassifier;
  readonly clock: Clock;
}

/** With all defaults. Throws a `ConfigurationError` that names the option, the value and what is legal. */
export function settingsOf(options: EmbeddingClassifierOptions): EmbeddingClassifierSettings {
  const {
    id = 'embedding',
    embed,
    routes,
    head,
    threshold = 0.35,
    nearest = 3,
    timeLimit = 150,
    cache = 1_000,
    fallback = new LocalClassifier(),
    clock = new SystemClock(),
  } = options;
  const refuse = (what: string): never => {
    throw new ConfigurationError(`embeddingClassifier(): ${what}`);
  };
  if ((routes === undefined) === (head === undefined)) refuse('give either routes or head.');
  for (const [route, examples] of Object.entries(routes ?? {})) {
    if (examples.length === 0) refuse(`routes.${route} has no examples; at least one is needed.`);
  }
  if (routes !== undefined && Object.keys(routes).length === 0) refuse('routes is empty.');
  if (!(threshold >= -1 && threshold <= 1)) {
    refuse(`threshold must be from -1 to 1, not ${threshold}.`);
  }
  if (!Number.isInteger(nearest) || nearest < 1) {
    refuse(`nearest must be a whole number from 1, not ${nearest}.`);
  }
  if (!Number.isInteger(cache) || cache < 0) {
    refuse(`cache must be a whole number from 0, not ${cache}.`);
  }
  let timeLimitMs = 0;
  try {
    timeLimitMs = toMilliseconds(timeLimit);
  } catch (error) {
    refuse(`timeLimit: ${messageOf(error)}`);
  }
  return {
    id,
    embed,
    routes: routes ?? {},
    scorer: head === undefined ? undefined : trainedScorer(head, refuse),
    threshold,
    nearest,
    timeLimitMs,
    cache,
    fallback,
    clock,
  };
}

function trainedScorer(path: string, refuse: (what: string) => never): VectorScorer {
  const { embedding } = loadModel(path);
  return embedding === undefined
    ? refuse(
        `head: ${path} was not trained on embeddings. Train it with --embeddings or --embeddings-url.`,
      )
    : new TrainedScorer(embedding);
}
