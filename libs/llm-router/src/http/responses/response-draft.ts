import type { ChatMessage } from '../../contracts/chat-message.js';
import type { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { inputTokens, outputTokens, type TokenUsage } from '../../contracts/token-usage.js';
import type { ItemEvent } from './output-item.js';
import { OutputItems } from './output-items.js';
import type { ResponseRequest } from './wire-types.js';

type Status = 'in_progress' | 'completed' | 'incomplete' | 'failed';

/** Why a response is not complete, in OpenAI's words. */
const INCOMPLETE: Partial<Record<FinishReason, string>> = {
  length: 'max_output_tokens',
  content_filter: 'content_filter',
};

/** A response as its parts arrive. */
export class ResponseDraft {
  private readonly items: OutputItems;
  private readonly createdAt = Math.floor(Date.now() / 1_000);
  private status: Status = 'in_progress';
  private finishReason: FinishReason = 'stop';
  private usage: TokenUsage | undefined;
  private error: { code: string; message: string } | null = null;

  constructor(
    readonly id: string,
    private readonly request: ResponseRequest,
    private model: string,
    private store: boolean,
  ) {
    this.items = new OutputItems(request.include?.includes('reasoning.encrypted_content') ?? false);
  }

  /** What parts say about the response as a whole. */
  learn(parts: readonly ReplyPart[]): void {
    for (const part of parts) {
      if (part.type === 'metadata') this.model = part.model ?? this.model;
      if (part.type === 'usage') this.usage = part.usage;
      if (part.type === 'finish' && part.choice === 0) this.finishReason = part.reason;
    }
  }

  add(parts: readonly ReplyPart[]): ItemEvent[] {
    this.learn(parts);
    return parts.flatMap((part) => this.items.add(part));
  }

  /** The reply ended well; `settled` is told where it held no usage. */
  complete(settled: TokenUsage): ItemEvent[] {
    this.usage ??= settled;
    this.status = INCOMPLETE[this.finishReason] === undefined ? 'completed' : 'incomplete';
    return this.items.finish(this.status === 'completed');
  }

  fail({ code, message }: LlmRouterError): ItemEvent {
    this.items.finish(false);
    this.status = 'failed';
    this.error = {
      code: code === 'rate_limited' ? 'rate_limit_exceeded' : 'server_error',
      message,
    };
    return this.event('response.failed');
  }

  /** The response could not be kept, and must not promise that it was. */
  notStored(): void {
    this.store = false;
  }

  /** What the model wrote as a turn of the conversation. */
  turn(): ChatMessage {
    return this.items.turn();
  }

  /** The last event of a reply that ended well. */
  lastEvent(): ItemEvent {
    return this.event(`response.${this.status}`);
  }

  event(type: string): ItemEvent {
    return { type, response: this.document() };
  }

  /** The response object as it is now. */
  document() {
    const { request, status } = this;
    const { usage } = this;
    return {
      id: this.id,
      object: 'response',
      created_at: this.createdAt,
      status,
      background: false,
      completed_at: status === 'completed' ? Math.floor(Date.now() / 1_000) : null,
      error: this.error,
      incomplete_details:
        status === 'incomplete' ? { reason: INCOMPLETE[this.finishReason] } : null,
      instructions: request.instructions ?? null,
      max_output_tokens: request.max_output_tokens ?? null,
      model: this.model,
      output: this.items.output,
      parallel_tool_calls: request.parallel_tool_calls ?? true,
      previous_response_id: request.previous_response_id ?? null,
      reasoning: { effort: null, summary: null, ...request.reasoning },
      service_tier: request.service_tier ?? null,
      store: this.store,
      temperature: request.temperature ?? null,
      text: { format: { type: 'text' }, ...request.text },
      tool_choice: request.tool_choice ?? 'auto',
      tools: request.tools ?? [],
      top_p: request.top_p ?? null,
      truncation: request.truncation ?? 'disabled',
      usage: usage === undefined ? null : encodeUsage(usage),
      user: request.user ?? null,
      metadata: request.metadata ?? {},
    };
  }
}

function encodeUsage(usage: TokenUsage) {
  const input = inputTokens(usage);
  const output = outputTokens(usage);
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite + usage.cacheWriteLong,
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + output,
  };
}
