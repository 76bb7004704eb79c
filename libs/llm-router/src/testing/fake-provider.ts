import { UpstreamError, type UpstreamErrorCode } from '../contracts/errors/upstream-error.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { ModelDeclaration } from '../contracts/model-facts.js';
import type {
  ProviderAdapter,
  ProviderCall,
  ProviderReply,
} from '../contracts/provider-adapter.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';

/** What a fake provider answers: a text, or the pieces of a reply, or a failure. */
export type FakeReply =
  | string
  | {
      /** The pieces in which a stream brings the text. Default: one. */
      readonly text?: string | readonly string[];
      /** Complete calls that the model asks for. */
      readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown }[];
      /** Default: one token for each four characters, as counted on both sides. */
      readonly usage?: Partial<TokenUsage>;
      /** Fails before the first part. */
      readonly error?: UpstreamErrorCode;
      /** Breaks off after all pieces of the text, before the end. */
      readonly breaksOff?: boolean;
    };

export interface FakeProviderOptions {
  /** Default `fake`. */
  readonly id?: string;
  /** Default: any model may be asked for, and costs nothing. */
  readonly models?: readonly ModelDeclaration[];
  /** What it answers when nothing is queued. Default: the last user message, echoed. */
  readonly reply?: FakeReply | ((request: ChatRequest) => FakeReply);
}

/** A provider without a network, for unit tests of code that uses the router: it answers what it is told to. */
export class FakeProvider implements ProviderAdapter {
  readonly id: string;
  readonly dialect = 'fake';
  readonly priceBookId = null;
  readonly models: readonly ModelDeclaration[];
  readonly openEnded: boolean;
  /** What the router asked, in order. */
  readonly calls: ProviderCall[] = [];
  private readonly queue: FakeReply[] = [];
  private readonly reply: NonNullable<FakeProviderOptions['reply']>;

  constructor({ id = 'fake', models, reply = echo }: FakeProviderOptions = {}) {
    this.id = id;
    this.models = models ?? [{ id: 'echo', price: { input: 0, output: 0 } }];
    this.openEnded = models === undefined;
    this.reply = reply;
  }

  /** Answers the next calls with these, in order. */
  respondWith(...replies: FakeReply[]): this {
    this.queue.push(...replies);
    return this;
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    this.calls.push(call);
    call.signal.throwIfAborted();
    const reply =
      this.queue.shift() ??
      (typeof this.reply === 'function' ? this.reply(call.request) : this.reply);
    const script = typeof reply === 'string' ? { text: reply } : reply;
    if (script.error !== undefined) throw failure(this.id, script.error);
    return { warnings: [], chunks: this.chunks(script, call) };
  }

  async probe(): Promise<void> {}

  private async *chunks(
    script: Exclude<FakeReply, string>,
    call: ProviderCall,
  ): AsyncGenerator<ReplyChunk> {
    const pieces = typeof script.text === 'string' ? [script.text] : (script.text ?? []);
    for (const text of pieces) {
      call.signal.throwIfAborted();
      yield { parts: [{ type: 'text', choice: 0, text }] };
    }
    if (script.breaksOff) throw failure(this.id, 'connection_failed');
    yield { parts: closingParts(script, pieces.join(''), call) };
  }
}

function closingParts(
  { toolCalls = [], usage }: Exclude<FakeReply, string>,
  text: string,
  { request }: ProviderCall,
): ReplyPart[] {
  const calls = toolCalls.map((it, index): ReplyPart => ({
    type: 'tool-call',
    choice: 0,
    index,
    id: `call_${index}`,
    name: it.name,
    arguments: JSON.stringify(it.arguments),
  }));
  const counted = {
    input: Math.ceil(JSON.stringify(request.messages).length / 4),
    output: Math.ceil(text.length / 4),
  };
  return [
    ...calls,
    { type: 'finish', choice: 0, reason: calls.length > 0 ? 'tool_calls' : 'stop' },
    { type: 'usage', usage: { ...NO_USAGE, ...counted, ...usage } },
  ];
}

function failure(provider: string, code: UpstreamErrorCode): UpstreamError {
  return new UpstreamError(`Provider ${provider} was told to fail: ${code}.`, { code, provider });
}

function echo({ messages }: ChatRequest): string {
  const { content } = messages.findLast(({ role }) => role === 'user') ?? {};
  return typeof content === 'string' ? content : JSON.stringify(content ?? '');
}
