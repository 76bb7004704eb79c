import { randomBytes } from 'node:crypto';
import type { ChatMessage, ContentPart, ToolCall } from '../../contracts/chat-message.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { isCompleteJson } from '../complete-json.js';
import { assistantMessage } from './decode-input.js';
import { FunctionCallOutput } from './function-call-output.js';
import type { ItemEvent, OutputItem, OutputWriter } from './output-item.js';
import { MessageOutput } from './message-output.js';
import { ReasoningOutput } from './reasoning-output.js';

/** Parts as output items, with the events that tell of them. */
export class OutputItems {
  private readonly writers: OutputWriter[] = [];
  /** The message or thought that is being written. */
  private open: MessageOutput | ReasoningOutput | undefined;
  private readonly calls = new Map<number, FunctionCallOutput>();

  /** `sealed`: thoughts are to be told in full, so that the client can hand them back. */
  constructor(private readonly sealed: boolean) {}

  /** The items so far. */
  get output(): readonly OutputItem[] {
    return this.writers.map((it) => it.item);
  }

  add(part: ReplyPart): ItemEvent[] {
    if ('choice' in part && part.choice !== 0) return [];
    switch (part.type) {
      case 'text':
      case 'refusal': {
        if (part.text === '') return [];
        const [began, message] = this.ensure(
          MessageOutput,
          () => new MessageOutput(...this.place('msg')),
        );
        return [...began, ...message.write(part)];
      }
      case 'reasoning': {
        const create = (): ReasoningOutput => new ReasoningOutput(...this.place('rs'), this.sealed);
        const [began, thought] = this.ensure(ReasoningOutput, create);
        return [...began, ...thought.write(part)];
      }
      case 'tool-call':
        return this.call(part);
      default:
        return [];
    }
  }

  /** Ends what is open. `complete` is false where the reply broke off or was cut short. */
  finish(complete: boolean): ItemEvent[] {
    const status = complete ? 'completed' : 'incomplete';
    return [
      ...this.close(status),
      ...[...this.calls.values()].flatMap((call) => call.close(status)),
    ];
  }

  /** What the model wrote as a turn of the conversation. */
  turn(): ChatMessage {
    const content: ContentPart[] = [];
    const calls: ToolCall[] = [];
    for (const writer of this.writers) {
      if (writer instanceof FunctionCallOutput) calls.push(writer.toolCall());
      else content.push(...(writer as MessageOutput | ReasoningOutput).parts());
    }
    return assistantMessage({ content, calls });
  }

  private ensure<T extends MessageOutput | ReasoningOutput>(
    kind: abstract new (...args: never[]) => T,
    create: () => T,
  ): [ItemEvent[], T] {
    if (this.open instanceof kind) return [[], this.open];
    const closed = [...this.close('completed'), ...this.closeCompleteCalls()];
    const writer = create();
    this.open = writer;
    this.writers.push(writer);
    return [[...closed, ...writer.begin()], writer];
  }

  private call(part: Extract<ReplyPart, { type: 'tool-call' }>): ItemEvent[] {
    let call = this.calls.get(part.index);
    const events: ItemEvent[] = [];
    if (call === undefined) {
      events.push(...this.close('completed'), ...this.closeCompleteCalls());
      call = new FunctionCallOutput(...this.place('fc'), part);
      this.calls.set(part.index, call);
      this.writers.push(call);
      events.push(...call.begin());
    }
    return [...events, ...call.write(part.arguments)];
  }

  /** Calls whose arguments are pieces as yet may go on beside what comes next. */
  private closeCompleteCalls(): ItemEvent[] {
    return [...this.calls.values()]
      .filter((it) => isCompleteJson(it.item.arguments))
      .flatMap((call) => call.close('completed'));
  }

  private close(status: 'completed' | 'incomplete'): ItemEvent[] {
    const { open } = this;
    this.open = undefined;
    return open?.close(status) ?? [];
  }

  private place(prefix: string): [id: string, index: number] {
    return [`${prefix}_${randomBytes(16).toString('hex')}`, this.writers.length];
  }
}
