/** What a Gemini model accepts beside the common parameters. */
export interface ModelTraits {
  /** How it is told to think: by a budget of tokens, by a level, or not at all. */
  readonly thinking: 'none' | 'budget' | 'level';
  /** It can be told not to think. */
  readonly thoughtless: boolean;
  /** Its smallest level of thinking. */
  readonly leastLevel: 'minimal' | 'low';
  /** It refuses its own tool calls of earlier turns without their signatures. */
  readonly wantsSignatures: boolean;
}

const VERSION = /gemini-(\d+)(?:\.(\d+))?/;

/**
 * Reads the version out of a model's name. Google's "Thinking" and "Thought signatures" guides: from 2.5 on models
 * think by a budget, from 3 on by a level, where signatures are enforced too. Only 2.5 Flash can be kept from
 * thinking, and Pro models have no `minimal`. A Gemini without a version is a newer one.
 */
export function traitsOf(model: string): ModelTraits {
  const [, major, minor] = VERSION.exec(model) ?? [];
  const version =
    major === undefined
      ? model.includes('gemini')
        ? Infinity
        : 0
      : Number(major) * 100 + Number(minor ?? 0);
  const speaks = /-(image|tts)\b/.test(model);
  return {
    thinking: version >= 300 ? 'level' : version >= 205 && !speaks ? 'budget' : 'none',
    thoughtless: version < 300 && !model.includes('pro'),
    leastLevel: model.includes('pro') ? 'low' : 'minimal',
    wantsSignatures: version >= 300,
  };
}
