import type { ReplyPart } from '../contracts/reply-part.js';

/** UTF-16 units of a reply; what goes beyond is left out, and said to be. */
const MOST_TEXT = 1024 * 1024;

interface ToolCallContent {
  readonly index: number;
  name?: string;
  arguments: string;
}

/** What a reply said in one of its choices. */
export interface ChoiceContent {
  readonly choice: number;
  text?: string;
  reasoning?: string;
  refusal?: string;
  toolCalls?: ToolCallContent[];
}

/** The texts of a reply, gathered as it passes. */
export class ContentFold {
  /** Providers choose the numbers, so that they are no places in a list. */
  private readonly choices = new Map<number, ChoiceContent>();
  private readonly calls = new Map<string, ToolCallContent>();
  private size = 0;
  /** Whether anything was left out. */
  truncated = false;

  add(parts: readonly ReplyPart[]): void {
    for (const part of parts) {
      switch (part.type) {
        case 'text':
        case 'reasoning':
        case 'refusal': {
          const choice = this.choiceAt(part.choice);
          choice[part.type] = (choice[part.type] ?? '') + this.fitting(part.text);
          break;
        }
        case 'tool-call': {
          const call = this.callAt(part.choice, part.index);
          if (part.name !== undefined) call.name = part.name;
          call.arguments += this.fitting(part.arguments);
          break;
        }
        default:
      }
    }
  }

  /** One for each choice that said something. */
  reply(): readonly ChoiceContent[] {
    return [...this.choices.values()];
  }

  private choiceAt(index: number): ChoiceContent {
    const choice = this.choices.get(index) ?? { choice: index };
    this.choices.set(index, choice);
    return choice;
  }

  private callAt(choice: number, index: number): ToolCallContent {
    const key = `${choice} ${index}`;
    const known = this.calls.get(key);
    if (known !== undefined) return known;
    const call: ToolCallContent = { index, arguments: '' };
    this.calls.set(key, call);
    (this.choiceAt(choice).toolCalls ??= []).push(call);
    return call;
  }

  private fitting(text: string): string {
    const room = MOST_TEXT - this.size;
    this.size += text.length;
    if (text.length <= room) return text;
    this.truncated = true;
    return text.slice(0, Math.max(0, room));
  }
}
