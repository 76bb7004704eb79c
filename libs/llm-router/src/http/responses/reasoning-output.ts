import type { ReplyPart } from '../../contracts/reply-part.js';
import {
  type ItemEvent,
  itemAdded,
  itemDone,
  type OutputWriter,
  type ReasoningOutputItem,
} from './output-item.js';
import { sealThought, type Thought } from './thoughts.js';

type ReasoningPart = Extract<ReplyPart, { type: 'reasoning' }>;

/** A thought that is being written: what providers show of it counts as its summary. */
export class ReasoningOutput implements OutputWriter {
  readonly item: ReasoningOutputItem;
  private thoughts: Thought[] = [];

  constructor(
    id: string,
    private readonly index: number,
    private readonly sealed: boolean,
  ) {
    this.item = { id, type: 'reasoning', status: 'in_progress', summary: [] };
  }

  begin(): ItemEvent[] {
    return [itemAdded(this.index, this.item)];
  }

  write(part: ReasoningPart): ItemEvent[] {
    this.note(part);
    const { text } = part;
    if (text === '') return [];
    const events: ItemEvent[] = [];
    if (this.item.summary.length === 0) {
      this.item.summary.push({ type: 'summary_text', text: '' });
      const empty = { type: 'summary_text', text: '' };
      events.push({ type: 'response.reasoning_summary_part.added', ...this.place(), part: empty });
    }
    this.item.summary[0]!.text += text;
    events.push({ type: 'response.reasoning_summary_text.delta', ...this.place(), delta: text });
    return events;
  }

  close(status: 'completed' | 'incomplete'): ItemEvent[] {
    if (this.item.status !== 'in_progress') return [];
    this.item.status = status;
    const [only] = this.thoughts;
    // Several in one item could not be told apart again.
    if (this.sealed && this.thoughts.length === 1 && only !== undefined) {
      this.item.encrypted_content = sealThought(only);
    }
    const [part] = this.item.summary;
    const told =
      part === undefined
        ? []
        : [
            {
              type: 'response.reasoning_summary_text.done',
              ...this.place(),
              text: part.text,
            },
            { type: 'response.reasoning_summary_part.done', ...this.place(), part },
          ];
    return [...told, itemDone(this.index, this.item)];
  }

  parts(): readonly Thought[] {
    return this.thoughts;
  }

  private note({ text, signature, signedBy, redacted }: ReasoningPart): void {
    const last = this.thoughts.at(-1);
    const sealed =
      last === undefined || last.signature !== undefined || last.redacted !== undefined;
    if (sealed || redacted !== undefined) {
      this.thoughts.push({
        type: 'reasoning',
        text,
        ...(signature === undefined ? {} : { signature }),
        ...(redacted === undefined ? {} : { redacted }),
        ...(signedBy === undefined ? {} : { signed_by: signedBy }),
      });
      return;
    }
    last.text += text;
    if (signature !== undefined) last.signature = signature;
    if (signedBy !== undefined) last.signed_by = signedBy;
  }

  private place() {
    return { item_id: this.item.id, output_index: this.index, summary_index: 0 };
  }
}
