import type { ReplyPart } from '../../contracts/reply-part.js';
import { isCompleteJson } from '../complete-json.js';
import { isObject } from '../schema-words.js';
import { writeSignature } from './thought-signature.js';

/** A content block of an answer. */
export type AnswerBlock =
  | { type: 'text'; text: string; citations: null }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string }
  | { type: 'tool_use'; id: string; name: string; input: unknown; extra_content?: object };

export type BlockEvent =
  | { type: 'content_block_start'; index: number; content_block: AnswerBlock }
  | { type: 'content_block_delta'; index: number; delta: object }
  | { type: 'content_block_stop'; index: number };

interface OpenBlock {
  readonly index: number;
  readonly block: AnswerBlock;
  /** Of a tool call: its number in the reply, and its arguments so far. */
  readonly call?: number;
  json: string;
}

/**
 * Parts as content blocks, one after the other: Anthropic's stream has no two blocks open at once, so what comes while
 * the arguments of a tool call are incomplete waits until they are.
 */
export class ContentBlocks {
  /** The blocks so far. */
  readonly content: AnswerBlock[] = [];
  private open: OpenBlock | undefined;
  private next = 0;
  private waiting: ReplyPart[] = [];

  add(part: ReplyPart): BlockEvent[] {
    if ('choice' in part && part.choice !== 0) return [];
    const events = this.mustWait(part) ? [] : this.drain();
    // What waited before it may have opened another call.
    if (!this.mustWait(part)) return [...events, ...this.write(part)];
    this.waiting.push(part);
    return events;
  }

  /** Ends what is open, and tells what had to wait. */
  finish(): BlockEvent[] {
    const events = this.close();
    while (this.waiting.length > 0) events.push(...this.drain(), ...this.close());
    return events;
  }

  close(): BlockEvent[] {
    const { open } = this;
    if (open === undefined) return [];
    this.open = undefined;
    if (open.block.type === 'tool_use') open.block.input = inputOf(open.json);
    return [{ type: 'content_block_stop', index: open.index }];
  }

  /** Takes note of a block event that was told to the client as the provider wrote it. */
  follow(event: BlockEvent): void {
    if (event.type === 'content_block_stop') this.open = undefined;
    if (event.type !== 'content_block_start') return;
    const { index, content_block: block } = event;
    this.next = index + 1;
    this.open = { index, block, json: '', ...(block.type === 'tool_use' ? { call: -1 } : {}) };
  }

  private drain(): BlockEvent[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting.flatMap((part) => this.add(part));
  }

  private mustWait(part: ReplyPart): boolean {
    const { open } = this;
    return (
      open?.call !== undefined &&
      !(part.type === 'tool-call' && continues(open, part)) &&
      !isCompleteJson(open.json)
    );
  }

  private write(part: ReplyPart): BlockEvent[] {
    switch (part.type) {
      case 'text':
      case 'refusal':
        return this.text(part.text);
      case 'reasoning':
        return this.thought(part);
      case 'tool-call':
        return this.toolCall(part);
      default:
        return [];
    }
  }

  private text(text: string): BlockEvent[] {
    if (text === '') return [];
    const started = this.ensure({ type: 'text', text: '', citations: null });
    const block = this.open?.block;
    if (block?.type === 'text') block.text += text;
    return [...started, this.delta({ type: 'text_delta', text })];
  }

  private thought({
    text,
    signature,
    signedBy,
    redacted,
  }: Extract<ReplyPart, { type: 'reasoning' }>): BlockEvent[] {
    if (redacted !== undefined) {
      const data = writeSignature(redacted, signedBy);
      return [...this.start({ type: 'redacted_thinking', data }), ...this.close()];
    }
    if (text === '' && signature === undefined) return [];
    const events = this.ensure({ type: 'thinking', thinking: '', signature: '' });
    const block = this.open?.block;
    if (block?.type !== 'thinking') return events;
    if (text !== '') {
      block.thinking += text;
      events.push(this.delta({ type: 'thinking_delta', thinking: text }));
    }
    if (signature !== undefined) {
      block.signature = writeSignature(signature, signedBy);
      events.push(this.delta({ type: 'signature_delta', signature: block.signature }));
      // It seals the thought: another one is a block of its own.
      events.push(...this.close());
    }
    return events;
  }

  private toolCall(part: Extract<ReplyPart, { type: 'tool-call' }>): BlockEvent[] {
    if (saysNothing(part)) return [];
    const events =
      this.open !== undefined && continues(this.open, part)
        ? []
        : this.start(
            {
              type: 'tool_use',
              id: part.id ?? `toolu_${part.index}`,
              name: part.name ?? '',
              input: {},
              ...(part.extraContent === undefined ? {} : { extra_content: part.extraContent }),
            },
            part.index,
          );
    if (part.arguments === '' || this.open === undefined) return events;
    this.open.json += part.arguments;
    return [...events, this.delta({ type: 'input_json_delta', partial_json: part.arguments })];
  }

  /** An open block of this type. */
  private ensure(block: AnswerBlock): BlockEvent[] {
    return this.open?.block.type === block.type ? [] : this.start(block);
  }

  private start(block: AnswerBlock, call?: number): BlockEvent[] {
    const closed = this.close();
    const index = this.next++;
    this.open = { index, block, json: '', ...(call === undefined ? {} : { call }) };
    this.content.push(block);
    return [...closed, { type: 'content_block_start', index, content_block: { ...block } }];
  }

  private delta(delta: object): BlockEvent {
    return { type: 'content_block_delta', index: this.open?.index ?? 0, delta };
  }
}

/** A call that was followed and not made here is not known by its number: what comes next belongs to it. */
function continues(open: OpenBlock, part: Extract<ReplyPart, { type: 'tool-call' }>): boolean {
  return open.call === part.index || (open.call === -1 && part.id === undefined);
}

/** An empty piece that follows a call; where the call's block is closed already, it must not begin another. */
function saysNothing({
  id,
  name,
  arguments: json,
}: Extract<ReplyPart, { type: 'tool-call' }>): boolean {
  return id === undefined && name === undefined && json.trim() === '';
}

function inputOf(json: string): unknown {
  if (json.trim() === '') return {};
  const input: unknown = isCompleteJson(json) ? JSON.parse(json) : undefined;
  return isObject(input) ? input : { arguments: json };
}
