import type { ToolCall } from '../../contracts/chat-message.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import {
  type FunctionCallOutputItem,
  type ItemEvent,
  itemAdded,
  itemDone,
  type OutputWriter,
} from './output-item.js';

/** A call of a function that is being written. */
export class FunctionCallOutput implements OutputWriter {
  readonly item: FunctionCallOutputItem;

  constructor(
    id: string,
    private readonly index: number,
    private readonly first: Extract<ReplyPart, { type: 'tool-call' }>,
  ) {
    this.item = {
      id,
      type: 'function_call',
      status: 'in_progress',
      call_id: first.id ?? `call_${first.index}`,
      name: first.name ?? '',
      arguments: '',
      ...(first.extraContent === undefined ? {} : { extra_content: first.extraContent }),
    };
  }

  begin(): ItemEvent[] {
    return [itemAdded(this.index, this.item)];
  }

  write(piece: string): ItemEvent[] {
    if (piece === '') return [];
    this.item.arguments += piece;
    const type = 'response.function_call_arguments.delta';
    return [{ type, ...this.place(), delta: piece }];
  }

  close(status: 'completed' | 'incomplete'): ItemEvent[] {
    if (this.item.status !== 'in_progress') return [];
    this.item.status = status;
    const type = 'response.function_call_arguments.done';
    const { name, arguments: args } = this.item;
    return [{ type, ...this.place(), name, arguments: args }, itemDone(this.index, this.item)];
  }

  toolCall(): ToolCall {
    const { call_id: id, name, arguments: args } = this.item;
    const { extraContent } = this.first;
    return {
      id,
      type: 'function',
      function: { name, arguments: args },
      ...(extraContent === undefined ? {} : { extra_content: extraContent }),
    };
  }

  private place() {
    return { item_id: this.item.id, output_index: this.index };
  }
}
