import type { Exchange } from './exchange.js';
import type { TaskClass } from './task-class.js';

/** What a classifier looks at: the call as providers would see it, redacted where it is to be. */
export interface PromptSample {
  /** The last message of the user. */
  readonly text: string;
  /** System and developer messages, joined. */
  readonly instructions: string;
  readonly hasTools: boolean;
  readonly hasImages: boolean;
}

/** The port for opinions about prompts: `@LlmClassifier()`. Chosen by id in `routing.classifier`. */
export interface PromptClassifier {
  readonly id: string;
  /**
   * True: it sends prompts to others, and nobody asks the data policy. It cannot be chosen where there are policies.
   * Default false.
   */
  readonly bypassesPolicy?: boolean;
  /**
   * Must not throw or reject, and must answer in a few milliseconds, or with what it knows by then. `exchange` is for
   * classifiers that ask a model: its deadline and its policy hold for them too. In a dry run it must ask nobody.
   */
  classify(sample: PromptSample, exchange: Exchange): TaskClass | Promise<TaskClass>;
}
