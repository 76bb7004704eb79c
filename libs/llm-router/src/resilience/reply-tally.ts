import type { FinishReason } from '../contracts/finish-reason.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import { isContent, type ReplyPart } from '../contracts/reply-part.js';
import { inputTokens, NO_USAGE, outputTokens, type TokenUsage } from '../contracts/token-usage.js';
import { KeptText } from './kept-text.js';

/** What a provider did not tell, and has to be counted. */
export interface Untold {
  readonly prompt: boolean;
  /** The answer as it came; left out where its tokens are told. */
  readonly answer?: { readonly content: KeptText; readonly reasoning: KeptText };
}

/** Tokens that we counted. */
export interface TokenCounts {
  readonly prompt?: number;
  readonly content?: number;
  readonly reasoning?: number;
}

/** What has to be remembered of a reply as it passes, to account for it. */
export class ReplyTally {
  finishReason: FinishReason | undefined;
  servedModel: string | undefined;
  serviceTier: string | undefined;
  /** Whether the call is bound to this reply: content has come, or the word that it is finished. */
  committed = false;
  private told: TokenUsage | undefined;
  private suspect = false;
  private readonly content = new KeptText();
  private readonly reasoning = new KeptText();

  /** Remembers a chunk, and gives what of it is passed on: a usage in which no count can be right is none. */
  take(chunk: ReplyChunk): ReplyChunk {
    let believable = true;
    for (const part of chunk.parts) {
      this.observe(part);
      if (part.type === 'usage') believable &&= isBelievable(part.usage);
    }
    if (believable) return chunk;
    const parts = chunk.parts.filter((it) => it.type !== 'usage' || isBelievable(it.usage));
    return { ...chunk, parts };
  }

  /**
   * What has to be counted; undefined where the provider told all. A reply that is not whole has told its prompt at most.
   * No prompt is empty, and no text is written without a token.
   */
  untold(whole: boolean): Untold | undefined {
    const { told = NO_USAGE, content, reasoning } = this;
    const prompt = inputTokens(told) === 0;
    const written = content.length + reasoning.length > 0;
    if (written && (!whole || outputTokens(told) === 0)) {
      return { prompt, answer: { content, reasoning } };
    }
    return whole && !prompt ? undefined : { prompt };
  }

  /** What the provider told, and what was counted where it told nothing, or less. */
  usage(counted?: TokenCounts): TokenUsage {
    const told = this.told ?? NO_USAGE;
    if (counted === undefined && !this.suspect) return told;
    const { prompt = told.input, content = 0, reasoning = 0 } = counted ?? {};
    return {
      ...told,
      input: prompt,
      output: Math.max(told.output, content),
      reasoning: Math.max(told.reasoning, reasoning),
      estimated: told.estimated || counted !== undefined,
      suspect: told.suspect || this.suspect,
    };
  }

  private observe(part: ReplyPart): void {
    if (isContent(part) || part.type === 'finish') this.committed = true;
    switch (part.type) {
      case 'text':
      case 'refusal':
        this.content.add(part.text);
        break;
      case 'reasoning':
        this.reasoning.add(part.text);
        break;
      case 'tool-call':
        this.content.add((part.name ?? '') + part.arguments);
        break;
      case 'finish':
        this.finishReason ??= part.reason;
        break;
      case 'usage':
        if (isBelievable(part.usage)) this.told = part.usage;
        else this.suspect = true;
        break;
      case 'metadata':
        this.servedModel = part.model ?? this.servedModel;
        this.serviceTier = part.serviceTier ?? this.serviceTier;
    }
  }
}

/** Adapters give an empty usage that is suspect where no count can be right. */
function isBelievable(usage: TokenUsage): boolean {
  return !usage.suspect || inputTokens(usage) + outputTokens(usage) > 0;
}
