/**
 * Groups of words that tell what a prompt wants, in any language. A word may be in several. The trained model learns
 * what each group, and each pair of groups, says about the task; so a language needs its words, not its own examples.
 */
export const CUES = [
  'make',
  'genre',
  'codeVerb',
  'codeNoun',
  'codeFault',
  'mathVerb',
  'mathNoun',
  'translate',
  'language',
  'say',
  'summarise',
  'rewrite',
  'style',
  'extract',
  'field',
  'classify',
  'label',
  'document',
  'decide',
  'logic',
  'question',
  'explain',
  'howTo',
  'greet',
  'feel',
  'you',
  'fact',
] as const;

export type Cue = (typeof CUES)[number];

/** A language's words by cue, with spaces between; `*` at the end: all words that begin so. */
export type CueWords = Readonly<Partial<Record<Cue, string>>>;
