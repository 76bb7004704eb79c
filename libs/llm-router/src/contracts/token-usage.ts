/** Tokens of one upstream call in disjoint classes: every token counts in exactly one, so that they sum. */
export interface TokenUsage {
  /** Prompt tokens that were neither read from nor written to the provider's prompt cache, nor audio. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly inputAudio: number;
  /** Completion tokens that are neither reasoning nor audio. */
  readonly output: number;
  readonly reasoning: number;
  readonly outputAudio: number;
  /** True where the provider sent no usage and the counts are ours. */
  readonly estimated: boolean;
}

export const NO_USAGE: TokenUsage = Object.freeze({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  inputAudio: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  estimated: false,
});

/** All prompt-side tokens. */
export function inputTokens(usage: TokenUsage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite + usage.inputAudio;
}

/** All completion-side tokens. */
export function outputTokens(usage: TokenUsage): number {
  return usage.output + usage.reasoning + usage.outputAudio;
}

/** Two usages as one; estimated where one of them is. */
export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  if (a === NO_USAGE) return b;
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    inputAudio: a.inputAudio + b.inputAudio,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    outputAudio: a.outputAudio + b.outputAudio,
    estimated: a.estimated || b.estimated,
  };
}
