import { Logger } from '@nestjs/common';

import type { Exchange } from '../../contracts/exchange.js';
import type { PromptClassifier, PromptSample } from '../../contracts/prompt-classifier.js';
import type { TaskClass } from '../../contracts/task-class.js';
import { atMostEvery } from '../../foundation/at-most-every.js';
import { LlmClassifier } from '../../plugin/plugin-markers.js';
import { messageOf } from '../message-of.js';
import { excerpt } from '../text/excerpt.js';
import type { EmbeddingClassifierSettings } from './embedding-classifier-options.js';
import { RecentAnswers } from './recent-answers.js';
import { Rest } from './rest.js';
import { RouteScorer, type VectorReading, type VectorScorer } from './vector-scorer.js';
import { TooSlowError, withinTime } from './within-time.js';

/** The examples are embedded in the background; nobody waits for them. */
const EXAMPLES_MS = 10_000;
/** Examples in one request; providers take some thousand. */
const BATCH = 100;
const WARN_EVERY_MS = 60_000;

/**
 * Tells the task from a prompt's embedding: by examples of each route, or by a trained head. Where the embedding model
 * is slow, fails or is not to be asked, the answer is that of the local classifier; and so are language and what
 * else embeddings do not tell.
 */
@LlmClassifier()
export class EmbeddingClassifier implements PromptClassifier {
  readonly id: string;
  readonly bypassesPolicy: boolean;
  private readonly logger = new Logger(EmbeddingClassifier.name);
  private readonly mayWarn: () => boolean;
  private readonly rest: Rest;
  private readonly recent: RecentAnswers<VectorReading>;
  private scorer: VectorScorer | undefined;
  private loading = false;

  constructor(private readonly settings: EmbeddingClassifierSettings) {
    const { id, clock, cache, scorer } = settings;
    this.id = id;
    this.bypassesPolicy = settings.embed.asksPolicy !== true;
    this.mayWarn = atMostEvery(WARN_EVERY_MS, () => clock.monotonic());
    this.rest = new Rest(clock);
    this.recent = new RecentAnswers(cache);
    this.scorer = scorer;
  }

  classify(sample: PromptSample, exchange: Exchange): TaskClass | Promise<TaskClass> {
    const local = this.settings.fallback.classify(sample, exchange);
    return 'then' in local
      ? local.then((it) => this.refine(it, sample, exchange))
      : this.refine(local, sample, exchange);
  }

  private refine(
    local: TaskClass,
    sample: PromptSample,
    exchange: Exchange,
  ): TaskClass | Promise<TaskClass> {
    const text = excerpt(sample.text);
    if (text.trim() === '') return local;
    const known = this.recent.get(text);
    if (known !== undefined) return this.merge(local, known);
    if (exchange.dryRun || exchange.signal.aborted) return local;
    if (this.scorer === undefined) {
      this.load();
      return local;
    }
    return this.rest.admits() ? this.ask(local, text, this.scorer, exchange) : local;
  }

  private async ask(
    local: TaskClass,
    text: string,
    scorer: VectorScorer,
    exchange: Exchange,
  ): Promise<TaskClass> {
    const { clock, timeLimitMs, embed } = this.settings;
    const left = exchange.deadline - clock.now();
    try {
      const [vector] = await withinTime(
        clock,
        Math.max(0, Math.min(timeLimitMs, left)),
        exchange.signal,
        (signal) => embed([text], signal, exchange),
      );
      if (vector === undefined) throw new Error('No embedding came back.');
      const reading = scorer.score(vector, local);
      this.rest.succeeded();
      this.recent.set(text, reading);
      return this.merge(local, reading);
    } catch (error) {
      const isItsOwn =
        !exchange.signal.aborted && !(error instanceof TooSlowError && left < timeLimitMs);
      if (isItsOwn) this.fail(error);
      else this.rest.released();
      return local;
    }
  }

  private merge(local: TaskClass, reading: VectorReading): TaskClass {
    if (reading.task === undefined && reading.cheapSuffices === undefined) return local;
    return { ...local, ...reading, classifier: this.id };
  }

  /** Starts to embed the examples, unless that is under way or has failed too often. */
  private load(): void {
    if (this.loading || !this.rest.admits()) return;
    this.loading = true;
    this.embedExamples()
      .then(
        (scorer) => {
          this.scorer = scorer;
          this.rest.succeeded();
        },
        (error: unknown) => this.fail(error),
      )
      .finally(() => {
        this.loading = false;
      });
  }

  private async embedExamples(): Promise<VectorScorer> {
    const { routes, clock, embed, nearest, threshold } = this.settings;
    const examples = Object.entries(routes).flatMap(([route, texts]) =>
      texts.map((text) => ({ route, text })),
    );
    const found = new Map<string, ArrayLike<number>[]>();
    for (let from = 0; from < examples.length; from += BATCH) {
      const batch = examples.slice(from, from + BATCH);
      const vectors = await withinTime(clock, EXAMPLES_MS, undefined, (signal) =>
        embed(
          batch.map(({ text }) => text),
          signal,
          undefined,
        ),
      );
      batch.forEach(({ route, text }, i) => {
        const vector = vectors[i];
        if (vector === undefined) throw new Error(`No embedding came back for "${text}".`);
        const list = found.get(route);
        if (list === undefined) found.set(route, [vector]);
        else list.push(vector);
      });
    }
    return new RouteScorer(found, nearest, threshold);
  }

  private fail(error: unknown): void {
    this.rest.failed();
    if (!this.mayWarn()) return;
    this.logger.warn(
      `The classifier "${this.id}" got no embedding; the local one answers meanwhile. ${messageOf(error)}`,
    );
  }
}
