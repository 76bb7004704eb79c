import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';

export type TextPart = Extract<ReplyPart, { type: 'text' | 'reasoning' | 'refusal' | 'tool-call' }>;

/** Changes one run of text that arrives in pieces; what it holds back comes with a later piece, or at the end. */
export interface TextChannel {
  push(piece: string): string | Promise<string>;
  /** What was held back, now that no more can come. */
  flush(): string | Promise<string>;
}

interface OpenChannel {
  readonly channel: TextChannel;
  /** A part of this channel that says nothing but `text`. */
  readonly partOf: (text: string) => TextPart;
}

/**
 * A reply of which every text goes through a channel of its own: each text of each choice, and the arguments of each tool
 * call. A chunk that is changed loses its wire text; one of which nothing is left for now is left out. Where a channel
 * throws, the reply is left.
 */
export class ChannelledChunks implements AsyncIterableIterator<ReplyChunk> {
  private readonly inner: AsyncIterator<ReplyChunk>;
  private readonly choices = new Map<number, Map<string, OpenChannel>>();
  private over = false;

  constructor(
    chunks: AsyncIterable<ReplyChunk>,
    private readonly open: (part: TextPart) => TextChannel,
  ) {
    this.inner = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    while (!this.over) {
      const result = await this.inner.next();
      const chunk = await this.changed(result.done ? undefined : result.value);
      if (chunk !== undefined) return { done: false, value: chunk };
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<ReplyChunk, undefined>> {
    this.over = true;
    await this.inner.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** `chunk` undefined: there are no more. */
  private async changed(chunk: ReplyChunk | undefined): Promise<ReplyChunk | undefined> {
    try {
      return await (chunk === undefined ? this.last() : this.change(chunk));
    } catch (error) {
      await this.return().catch(() => undefined);
      throw error;
    }
  }

  private async change(chunk: ReplyChunk): Promise<ReplyChunk | undefined> {
    const parts: ReplyPart[] = [];
    for (const part of chunk.parts) await this.changePart(part, parts);
    const same =
      parts.length === chunk.parts.length && parts.every((it, index) => it === chunk.parts[index]);
    if (same) return chunk;
    return parts.length > 0 ? { parts } : undefined;
  }

  private async changePart(part: ReplyPart, parts: ReplyPart[]): Promise<void> {
    switch (part.type) {
      case 'text':
      case 'reasoning':
      case 'refusal':
      case 'tool-call': {
        const before = textOf(part);
        const pushed = this.channelOf(part).push(before);
        const after = typeof pushed === 'string' ? pushed : await pushed;
        const carriesMore = 'id' in part || 'name' in part || 'signature' in part;
        if (after === before) parts.push(part);
        else if (after !== '' || carriesMore) parts.push(withText(part, after));
        break;
      }
      case 'finish':
        parts.push(...(await this.flush(part.choice)), part);
        break;
      default:
        parts.push(part);
    }
  }

  private async last(): Promise<ReplyChunk | undefined> {
    this.over = true;
    const parts: ReplyPart[] = [];
    for (const choice of this.choices.keys()) parts.push(...(await this.flush(choice)));
    return parts.length > 0 ? { parts } : undefined;
  }

  private async flush(choice: number): Promise<ReplyPart[]> {
    const parts: ReplyPart[] = [];
    for (const { channel, partOf } of this.choices.get(choice)?.values() ?? []) {
      const text = await channel.flush();
      if (text !== '') parts.push(partOf(text));
    }
    return parts;
  }

  private channelOf(part: TextPart): TextChannel {
    const channels = this.choices.get(part.choice) ?? new Map<string, OpenChannel>();
    this.choices.set(part.choice, channels);
    const key = part.type === 'tool-call' ? `tool-call:${part.index}` : part.type;
    const known = channels.get(key) ?? { channel: this.open(part), partOf: sameKindAs(part) };
    channels.set(key, known);
    return known.channel;
  }
}

function sameKindAs(part: TextPart): (text: string) => TextPart {
  const { type, choice } = part;
  if (type !== 'tool-call') return (text) => ({ type, choice, text });
  const { index } = part;
  return (text) => ({ type, choice, index, arguments: text });
}

function textOf(part: TextPart): string {
  return part.type === 'tool-call' ? part.arguments : part.text;
}

function withText(part: TextPart, text: string): TextPart {
  return part.type === 'tool-call' ? { ...part, arguments: text } : { ...part, text };
}
