/** What kind of work a prompt asks for. Classifiers may have classes of their own. */
export type Task =
  | 'code'
  | 'maths'
  | 'reasoning'
  | 'extraction'
  | 'classification'
  | 'translation'
  | 'summarisation'
  | 'rewriting'
  | 'creative'
  | 'knowledge'
  | 'chat'
  | (string & {});

/** A classifier's view of a prompt. What it is not sure of it leaves out. */
export interface TaskClass {
  /** Id of the classifier. */
  readonly classifier: string;
  readonly task?: Task;
  /** How sure it is of `task`: 0 to 1. */
  readonly confidence?: number;
  /** ISO 639-1, e.g. `de`. */
  readonly language?: string;
  /** The probability that a cheap model's answer will do: 0 to 1. */
  readonly cheapSuffices?: number;
}
