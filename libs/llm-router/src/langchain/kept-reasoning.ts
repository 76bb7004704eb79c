import type { ContentPart } from '../contracts/chat-message.js';
import type { ReplyPart } from '../contracts/reply-part.js';

type Thought = Extract<ContentPart, { type: 'reasoning' }>;

/** What LangChain has no field for, and a vendor wants back: it waits in the message's `additional_kwargs.llm_router`. */
export interface Kept {
  reasoning?: Thought[];
  /** By the tool call's id. */
  extra_content?: Record<string, Record<string, unknown>>;
}

/** Collects it as the parts of a reply pass. */
export class KeptReasoning {
  private text = '';
  private readonly thoughts: Thought[] = [];
  private readonly extraContent: Record<string, Record<string, unknown>> = {};

  observe(part: ReplyPart): void {
    if (part.type === 'tool-call' && part.id !== undefined && part.extraContent !== undefined) {
      this.extraContent[part.id] = part.extraContent;
    }
    if (part.type !== 'reasoning') return;
    const { signature, signedBy, redacted } = part;
    this.text += part.text;
    if (signature === undefined && redacted === undefined) return;
    this.thoughts.push({
      type: 'reasoning',
      text: this.text,
      ...(signature === undefined ? {} : { signature }),
      ...(signedBy === undefined ? {} : { signed_by: signedBy }),
      ...(redacted === undefined ? {} : { redacted }),
    });
    this.text = '';
  }

  /** Undefined where nothing has to be kept. */
  kept(): Kept | undefined {
    const hasExtraContent = Object.keys(this.extraContent).length > 0;
    if (this.thoughts.length === 0 && !hasExtraContent) return undefined;
    return {
      ...(this.thoughts.length > 0 ? { reasoning: this.thoughts } : {}),
      ...(hasExtraContent ? { extra_content: this.extraContent } : {}),
    };
  }
}
