import type { Exchange } from '../../contracts/exchange.js';
import type { PromptSample } from '../../contracts/prompt-classifier.js';
import type { TaskClass } from '../../contracts/task-class.js';
import { embeddingClassifier } from './create-embedding-classifier.js';
import type { EmbeddingClassifier } from './embedding-classifier.js';
import type { EmbeddingClassifierOptions, EmbedTexts } from './embedding-classifier-options.js';
import { HandClock } from './hand-clock.fixture.js';

/** What the local classifier of the harness always says. */
export const LOCAL: TaskClass = {
  classifier: 'local',
  task: 'chat',
  language: 'en',
  cheapSuffices: 0.7,
};
const sample = (text: string): PromptSample => ({
  text,
  instructions: '',
  hasTools: false,
  hasImages: false,
});

/** Texts of one topic point in one direction, with a little of their own. */
export function vectorOf(text: string): number[] {
  const topics = ['money', 'parcel', 'weather'];
  const vector = topics.map((topic) => (text.includes(topic) ? 1 : 0));
  return [...vector, 0.1 * (text.length % 3)];
}

export const ROUTES = {
  refund: ['I want my money back', 'give me the money', 'my money please', 'poem'],
  shipping: ['where is my parcel', 'the parcel is late'],
};

/** A classifier whose time, embeddings and callers are in the test's hands. */
export class Harness {
  readonly clock = new HandClock();
  readonly calls: { texts: string[]; signal: AbortSignal; exchange: Exchange | undefined }[] = [];
  readonly controller = new AbortController();
  embed: EmbedTexts = async (texts) => texts.map(vectorOf);
  readonly classifier: EmbeddingClassifier;

  constructor(options: Partial<EmbeddingClassifierOptions> = {}) {
    this.classifier = embeddingClassifier({
      routes: ROUTES,
      clock: this.clock,
      fallback: { id: 'local', classify: () => LOCAL },
      ...options,
      embed: (texts, signal, exchange) => {
        this.calls.push({ texts, signal, exchange });
        return this.embed(texts, signal, exchange);
      },
    });
  }

  classify(text: string, parts: Partial<Exchange> = {}): TaskClass | Promise<TaskClass> {
    return this.classifier.classify(sample(text), {
      signal: this.controller.signal,
      deadline: this.clock.now() + 60_000,
      ...parts,
    } as Exchange);
  }

  /** With the examples embedded. */
  async ready(): Promise<this> {
    void this.classify('first');
    await settle();
    this.calls.length = 0;
    return this;
  }
}

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
