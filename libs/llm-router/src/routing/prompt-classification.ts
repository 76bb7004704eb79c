import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CallJournal } from '../contracts/call-journal.js';
import { Clock } from '../contracts/clock.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { PromptClassifier } from '../contracts/prompt-classifier.js';
import type { TaskClass } from '../contracts/task-class.js';
import { atMostEvery } from '../foundation/at-most-every.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { sampleOf } from './prompt-sample.js';

const WARN_EVERY_MS = 60_000;

type Answer = TaskClass | undefined | Promise<TaskClass | undefined>;

/** Asks the configured classifier, once per call. One that fails abstains: an opinion is not worth a call. */
@Injectable()
export class PromptClassification {
  private readonly logger = new Logger(PromptClassification.name);
  private readonly mayWarn: () => boolean;
  /** A call may be labelled, planned, and planned anew where a budget is spent. */
  private readonly answers = new WeakMap<CallJournal, Answer>();

  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    clock: Clock,
  ) {
    this.mayWarn = atMostEvery(WARN_EVERY_MS, () => clock.monotonic());
  }

  /** Throws a `ConfigurationError` where no classifier has the configured id. */
  classifier(): PromptClassifier {
    const id = this.options.routing?.classifier ?? 'local';
    return this.plugins.byId('classifier', id, 'routing.classifier');
  }

  /** What the classifier says; undefined where it failed, or where the call ended before it answered. */
  classify(exchange: Exchange, prompt: PromptProfile): Answer {
    const { journal } = exchange;
    if (this.answers.has(journal)) return this.answers.get(journal);
    const answer = this.ask(exchange, prompt);
    this.answers.set(journal, answer);
    return answer;
  }

  private ask(exchange: Exchange, prompt: PromptProfile): Answer {
    const classifier = this.classifier();
    try {
      const answer = classifier.classify(sampleOf(exchange.request, prompt), exchange);
      return 'then' in answer ? this.unlessEnded(answer, exchange.signal, classifier.id) : answer;
    } catch (error) {
      return this.abstain(classifier.id, error);
    }
  }

  private unlessEnded(
    answer: Promise<TaskClass>,
    signal: AbortSignal,
    id: string,
  ): Promise<TaskClass | undefined> {
    return new Promise((resolve) => {
      const leave = (): void => resolve(undefined);
      if (signal.aborted) leave();
      signal.addEventListener('abort', leave, { once: true });
      answer
        .then(resolve, (error: unknown) => resolve(this.abstain(id, error)))
        .finally(() => signal.removeEventListener('abort', leave));
    });
  }

  private abstain(id: string, error: unknown): undefined {
    if (!this.mayWarn()) return undefined;
    const why = error instanceof Error ? error.message : String(error);
    this.logger.warn(`The classifier "${id}" failed; calls are routed without it. ${why}`);
    return undefined;
  }
}
