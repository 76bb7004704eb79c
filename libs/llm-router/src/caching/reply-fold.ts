import type { ReplyPart } from '../contracts/reply-part.js';

/** UTF-16 units of text; longer replies are not kept. */
const MOST_TEXT = 1024 * 1024;

/** A reply as few parts: one text of each kind and one of each tool call per choice, in order of appearance. */
export class ReplyFold {
  private readonly content = new Map<string, ReplyPart>();
  private readonly finishes = new Map<number, Extract<ReplyPart, { type: 'finish' }>>();
  private metadata: ReplyPart | undefined;
  private usage: ReplyPart | undefined;
  private size = 0;

  add(part: ReplyPart): void {
    if (this.size > MOST_TEXT) return;
    switch (part.type) {
      case 'metadata':
        this.metadata = { ...this.metadata, ...part };
        break;
      case 'usage':
        this.usage = part;
        break;
      case 'finish':
        this.finishes.set(part.choice, part);
        break;
      case 'tool-call':
        this.size += part.arguments.length;
        this.append(`tool-call:${part.choice}:${part.index}`, part);
        break;
      default:
        this.size += part.text.length;
        this.append(`${part.type}:${part.choice}`, part);
    }
    if (this.size > MOST_TEXT) this.content.clear();
  }

  /** The folded reply; undefined where a choice has not finished, was filtered, or the text is too long to keep. */
  parts(): readonly ReplyPart[] | undefined {
    const content = [...this.content.values()];
    const finishes = [...this.finishes.values()];
    const finished = content.every((it) => !('choice' in it) || this.finishes.has(it.choice));
    const filtered = finishes.some((it) => it.reason === 'content_filter');
    if (!finished || filtered || finishes.length === 0 || this.size > MOST_TEXT) return undefined;
    return [
      ...(this.metadata ? [this.metadata] : []),
      ...content,
      ...finishes,
      ...(this.usage ? [this.usage] : []),
    ];
  }

  private append(key: string, part: ReplyPart): void {
    const before = this.content.get(key);
    if (before?.type === 'tool-call' && part.type === 'tool-call') {
      const joined = before.arguments + part.arguments;
      this.content.set(key, { ...before, ...part, arguments: joined });
    } else if (before && 'text' in before && 'text' in part) {
      this.content.set(key, { ...before, ...part, text: before.text + part.text });
    } else {
      this.content.set(key, part);
    }
  }
}
