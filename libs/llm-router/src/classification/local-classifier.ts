import type { PromptClassifier, PromptSample } from '../contracts/prompt-classifier.js';
import type { TaskClass } from '../contracts/task-class.js';
import { LlmClassifier } from '../plugin/plugin-markers.js';
import { LOCAL_MODEL } from './local-model.js';
import type { ClassifierModel } from './model/classifier-model.js';
import { loadModel, parseModel } from './model/model-file.js';
import { PromptReader } from './prompt-reader.js';

export interface LocalClassifierOptions {
  /** Default `trained`; the built-in one is called `local`. */
  readonly id?: string;
  /** Path of a file that `llm-router train` wrote. What it was not trained for is answered as the built-in one would. */
  readonly model: string;
}

/**
 * A classifier with a model of your own. Provide it to Nest, and choose it with `routing.classifier`. Throws a
 * `ConfigurationError` where the file cannot be read or does not fit.
 */
export function localClassifier({
  id = 'trained',
  model,
}: LocalClassifierOptions): LocalClassifier {
  return new LocalClassifier(id, loadModel(model));
}

/**
 * Tells task, language and difficulty from a prompt's words, in this process: small, deterministic, asks nobody. What
 * it is not sure of it leaves out.
 */
@LlmClassifier()
export class LocalClassifier implements PromptClassifier {
  private reader: PromptReader | undefined;

  constructor(
    readonly id: string = 'local',
    private readonly model: ClassifierModel = {},
  ) {}

  classify(sample: PromptSample): TaskClass {
    this.reader ??= this.load();
    return { classifier: this.id, ...this.reader.read(sample) };
  }

  private load(): PromptReader {
    const builtIn = parseModel(LOCAL_MODEL, 'local');
    return new PromptReader({ ...builtIn, ...this.model }, builtIn);
  }
}
