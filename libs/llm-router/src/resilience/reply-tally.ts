import type { FinishReason } from '../contracts/finish-reason.js';
import { isContent, type ReplyPart } from '../contracts/reply-part.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';

/** English text has about four characters a token (OpenAI, "What are tokens and how to count them?"). */
const CHARACTERS_PER_TOKEN = 4;

/** What has to be remembered of a reply as it passes, to account for it. */
export class ReplyTally {
  finishReason: FinishReason | undefined;
  servedModel: string | undefined;
  private usage: TokenUsage | undefined;
  private contentLength = 0;
  private reasoningLength = 0;

  /** True where one of the parts commits the call to this reply: content, or the word that it is finished. */
  observe(parts: readonly ReplyPart[]): boolean {
    let committing = false;
    for (const part of parts) {
      if (isContent(part) || part.type === 'finish') committing = true;
      switch (part.type) {
        case 'text':
        case 'refusal':
          this.contentLength += part.text.length;
          break;
        case 'reasoning':
          this.reasoningLength += part.text.length;
          break;
        case 'tool-call':
          this.contentLength += part.arguments.length + (part.name?.length ?? 0);
          break;
        case 'finish':
          this.finishReason ??= part.reason;
          break;
        case 'usage':
          this.usage = part.usage;
          break;
        case 'metadata':
          this.servedModel = part.model ?? this.servedModel;
      }
    }
    return committing;
  }

  /** The provider's count, or ours where it sent none: `promptCharacters` is what was sent. */
  usageOr(promptCharacters: () => number): TokenUsage {
    return (
      this.usage ?? {
        ...NO_USAGE,
        input: Math.ceil(promptCharacters() / CHARACTERS_PER_TOKEN),
        output: Math.ceil(this.contentLength / CHARACTERS_PER_TOKEN),
        reasoning: Math.ceil(this.reasoningLength / CHARACTERS_PER_TOKEN),
        estimated: true,
      }
    );
  }
}
