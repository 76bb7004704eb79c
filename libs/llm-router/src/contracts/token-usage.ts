/** Tokens of one upstream call in disjoint classes: every token counts in exactly one, so that they sum. */
export interface TokenUsage {
  /** Prompt tokens that were neither read from nor written to the provider's prompt cache, nor audio or image. */
  readonly input: number;
  readonly cacheRead: number;
  /** Written to the provider's prompt cache for its usual time: five minutes at Anthropic. */
  readonly cacheWrite: number;
  /** Written to the provider's prompt cache for longer, at another price: an hour at Anthropic. */
  readonly cacheWriteLong: number;
  readonly inputAudio: number;
  readonly inputImage: number;
  /** Completion tokens that are neither reasoning nor audio or image. */
  readonly output: number;
  readonly reasoning: number;
  readonly outputAudio: number;
  readonly outputImage: number;
  /** True where the provider sent no usage and the counts are ours. */
  readonly estimated: boolean;
  /**
   * True where the provider sent counts that cannot be right: these were left out, or bounded by what can be. An adapter
   * that can believe none of them gives an empty usage that is suspect, and the tokens are counted.
   */
  readonly suspect: boolean;
}

/** The classes that every token counts in exactly one of. */
export type TokenClass = Exclude<keyof TokenUsage, 'estimated' | 'suspect'>;

export const NO_TOKENS: Readonly<Record<TokenClass, number>> = Object.freeze({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  inputAudio: 0,
  inputImage: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  outputImage: 0,
});

export const TOKEN_CLASSES = Object.keys(NO_TOKENS) as readonly TokenClass[];

export const NO_USAGE: TokenUsage = Object.freeze({
  ...NO_TOKENS,
  estimated: false,
  suspect: false,
});

/** A value for each class. */
export function byTokenClass<T>(valueOf: (name: TokenClass) => T): Record<TokenClass, T> {
  const entries = TOKEN_CLASSES.map((name) => [name, valueOf(name)]);
  return Object.fromEntries(entries) as Record<TokenClass, T>;
}

/** All prompt-side tokens. */
export function inputTokens(usage: TokenUsage): number {
  const { input, cacheRead, cacheWrite, cacheWriteLong, inputAudio, inputImage } = usage;
  return input + cacheRead + cacheWrite + cacheWriteLong + inputAudio + inputImage;
}

/** All completion-side tokens. */
export function outputTokens(usage: TokenUsage): number {
  return usage.output + usage.reasoning + usage.outputAudio + usage.outputImage;
}

/** Two usages as one; estimated or suspect where one of them is. */
export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  if (a === NO_USAGE) return b;
  return {
    ...byTokenClass((name) => a[name] + b[name]),
    estimated: a.estimated || b.estimated,
    suspect: a.suspect || b.suspect,
  };
}
