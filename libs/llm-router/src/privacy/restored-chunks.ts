import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { PlaceholderScanner } from './placeholder-scanner.js';
import type { Vault } from './vault.js';

type TextPart = Extract<ReplyPart, { type: 'text' | 'reasoning' | 'refusal' | 'tool-call' }>;

interface Channel {
  readonly scanner: PlaceholderScanner;
  /** A part of this channel that says nothing but `text`. */
  readonly partOf: (text: string) => TextPart;
}

/**
 * A reply with the values put back. Each text of each choice, and the arguments of each tool call, is a channel of its
 * own. A chunk that is changed loses its wire text; one of which nothing is left for now is left out.
 */
export class RestoredChunks implements AsyncIterableIterator<ReplyChunk> {
  private readonly inner: AsyncIterator<ReplyChunk>;
  private readonly choices = new Map<number, Map<string, Channel>>();
  private over = false;

  constructor(
    chunks: AsyncIterable<ReplyChunk>,
    private readonly vault: Vault,
  ) {
    this.inner = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<IteratorResult<ReplyChunk, undefined>> {
    while (!this.over) {
      const result = await this.inner.next();
      const chunk = result.done ? this.last() : this.restore(result.value);
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

  private restore(chunk: ReplyChunk): ReplyChunk | undefined {
    const parts = chunk.parts.flatMap((part) => this.restorePart(part));
    const same =
      parts.length === chunk.parts.length && parts.every((it, index) => it === chunk.parts[index]);
    if (same) return chunk;
    return parts.length > 0 ? { parts } : undefined;
  }

  private restorePart(part: ReplyPart): ReplyPart[] {
    switch (part.type) {
      case 'text':
      case 'reasoning':
      case 'refusal':
      case 'tool-call': {
        const before = textOf(part);
        const after = this.channelOf(part).scanner.push(before);
        if (after === before) return [part];
        const carriesMore = 'id' in part || 'name' in part || 'signature' in part;
        return after === '' && !carriesMore ? [] : [withText(part, after)];
      }
      case 'finish':
        return [...this.flush(part.choice), part];
      default:
        return [part];
    }
  }

  private last(): ReplyChunk | undefined {
    this.over = true;
    const parts = [...this.choices.keys()].flatMap((choice) => this.flush(choice));
    return parts.length > 0 ? { parts } : undefined;
  }

  private flush(choice: number): ReplyPart[] {
    const channels = [...(this.choices.get(choice)?.values() ?? [])];
    return channels.flatMap(({ scanner, partOf }) => {
      const text = scanner.flush();
      return text === '' ? [] : [partOf(text)];
    });
  }

  private channelOf(part: TextPart): Channel {
    const channels = this.choices.get(part.choice) ?? new Map<string, Channel>();
    this.choices.set(part.choice, channels);
    const key = part.type === 'tool-call' ? `tool-call:${part.index}` : part.type;
    const channel = channels.get(key) ?? openChannel(part, this.vault);
    channels.set(key, channel);
    return channel;
  }
}

function openChannel(part: TextPart, vault: Vault): Channel {
  const { type, choice } = part;
  if (type === 'tool-call') {
    const { index } = part;
    return {
      scanner: new PlaceholderScanner(vault, (value) => JSON.stringify(value).slice(1, -1)),
      partOf: (text) => ({ type, choice, index, arguments: text }),
    };
  }
  return {
    scanner: new PlaceholderScanner(vault, (value) => value),
    partOf: (text) => ({ type, choice, text }),
  };
}

function textOf(part: TextPart): string {
  return part.type === 'tool-call' ? part.arguments : part.text;
}

function withText(part: TextPart, text: string): TextPart {
  return part.type === 'tool-call' ? { ...part, arguments: text } : { ...part, text };
}
