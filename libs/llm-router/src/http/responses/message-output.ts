import type { ContentPart } from '../../contracts/chat-message.js';
import {
  type ItemEvent,
  itemAdded,
  itemDone,
  type MessageOutputItem,
  type OutputPart,
  type OutputWriter,
} from './output-item.js';

/** A message that is being written: runs of text and of refusal, each a content part. */
export class MessageOutput implements OutputWriter {
  readonly item: MessageOutputItem;

  constructor(
    id: string,
    private readonly index: number,
  ) {
    this.item = { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] };
  }

  begin(): ItemEvent[] {
    return [itemAdded(this.index, this.item)];
  }

  write({ type, text }: { type: 'text' | 'refusal'; text: string }): ItemEvent[] {
    const events: ItemEvent[] = [];
    const wanted = type === 'text' ? 'output_text' : 'refusal';
    if (this.last()?.type !== wanted) {
      events.push(...this.partDone());
      this.item.content.push(emptyPart(wanted));
      const part = emptyPart(wanted);
      events.push({ type: 'response.content_part.added', ...this.place(), part });
    }
    const part = this.last();
    if (part?.type === 'output_text') {
      part.text += text;
      const delta = { ...this.place(), delta: text, logprobs: [] };
      events.push({ type: 'response.output_text.delta', ...delta });
    } else if (part !== undefined) {
      part.refusal += text;
      events.push({ type: 'response.refusal.delta', ...this.place(), delta: text });
    }
    return events;
  }

  close(status: 'completed' | 'incomplete'): ItemEvent[] {
    if (this.item.status !== 'in_progress') return [];
    this.item.status = status;
    return [...this.partDone(), itemDone(this.index, this.item)];
  }

  parts(): ContentPart[] {
    return this.item.content.map((it) =>
      it.type === 'output_text'
        ? { type: 'text', text: it.text }
        : { type: 'refusal', refusal: it.refusal },
    );
  }

  private partDone(): ItemEvent[] {
    const part = this.last();
    if (part === undefined) return [];
    const done =
      part.type === 'output_text'
        ? { type: 'response.output_text.done', ...this.place(), text: part.text, logprobs: [] }
        : { type: 'response.refusal.done', ...this.place(), refusal: part.refusal };
    return [done, { type: 'response.content_part.done', ...this.place(), part }];
  }

  private last(): OutputPart | undefined {
    return this.item.content.at(-1);
  }

  private place() {
    return {
      item_id: this.item.id,
      output_index: this.index,
      content_index: this.item.content.length - 1,
    };
  }
}

function emptyPart(type: OutputPart['type']): OutputPart {
  return type === 'output_text'
    ? { type, text: '', annotations: [], logprobs: [] }
    : { type, refusal: '' };
}
