import { Injectable, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { EmbeddingRequest } from '../contracts/embedding.js';
import { type ListedModel, ModelDirectory } from '../contracts/model-directory.js';
import type { CallOptions } from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import type { SettlingReply } from '../contracts/reply.js';
import { promptSizeOf } from '../foundation/prompt-size.js';
import { ambientContext } from './ambient-context.js';
import type { Completion } from './completion.js';
import { completionOf } from './completion-of.js';
import { CompletionStream } from './completion-stream.js';
import type { Embedding } from './embedding.js';
import { embeddingOf } from './embedding-of.js';
import { ExchangeFactory } from './exchange-factory.js';
import { ReplyFold } from './fold-reply.js';
import { OpenCalls } from './open-calls.js';
import { Pipeline } from './pipeline.js';
import { Prompt } from './prompt.js';
import { type RouteExplanation, routeExplanation } from './route-explanation.js';

/** What can be asked: a request, a prompt, or just the user's words. */
export type Ask = ChatRequest | Prompt | string;

/** Calls in every form that the doors need. Each obeys the decorators of the code that makes it. */
@Injectable()
export class CallRouter {
  constructor(
    private readonly pipeline: Pipeline,
    private readonly exchanges: ExchangeFactory,
    private readonly directory: ModelDirectory,
    private readonly openCalls: OpenCalls,
  ) {}

  /** How many calls have not settled yet. */
  get callsUnderWay(): number {
    return this.openCalls.count;
  }

  /** Resolves with the whole answer. Rejects with an `LlmRouterError`. */
  async complete(ask: Ask, options: CallOptions = {}): Promise<Completion> {
    const reply = await this.open(ask, 'document', options);
    const fold = new ReplyFold();
    for await (const { parts } of reply.chunks) fold.add(parts);
    return completionOf(reply.head, await reply.outcome, fold);
  }

  /** The answer part by part; the call starts with the first pull, under the decorators that hold now. */
  stream(ask: Ask, options: CallOptions = {}): CompletionStream {
    const ambient = ambientContext();
    return new CompletionStream(() => this.run(ask, 'stream', options, ambient));
  }

  /**
   * The same as an Observable of server-sent events, for Nest's `@Sse()`: one event for each part, then one of type
   * `completion`. Unsubscribing cancels the call.
   */
  stream$(ask: Ask, options: CallOptions = {}): Observable<MessageEvent> {
    const ambient = ambientContext();
    return new Observable((subscriber) => {
      const left = new AbortController();
      const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
      const stream = new CompletionStream(() =>
        this.run(ask, 'stream', { ...options, signal }, ambient),
      );
      const pump = async (): Promise<void> => {
        for await (const part of stream) subscriber.next({ data: part });
        subscriber.next({ type: 'completion', data: await stream.completion });
        subscriber.complete();
      };
      pump().catch((error: unknown) => subscriber.error(error));
      return () => left.abort();
    });
  }

  /**
   * The reply as the doors use it: resolves at the commit point, with chunks that carry their wire text. Whoever opens
   * a reply has to pull it to its end, or to leave its iterator with `return()`.
   */
  open(ask: Ask, delivery: Delivery, options: CallOptions = {}): Promise<SettlingReply> {
    return this.run(ask, delivery, options, ambientContext());
  }

  /**
   * Vectors of texts, through the same stages as a completion, the cache excepted. Other providers are only asked where
   * they have the very same model: another model's vectors could not be compared. Rejects with an `LlmRouterError`.
   */
  async embed(request: EmbeddingRequest, options: CallOptions = {}): Promise<Embedding> {
    const exchange = this.exchanges.createEmbedding(request, options, ambientContext());
    return embeddingOf(await this.pipeline.run(exchange));
  }

  /**
   * What would happen to a call, and why: the rule that would fire, who would be asked in which order, who would not, and
   * the reasons. Nobody is asked, nothing is billed, and no row is written. `stream: true` in the request makes it a
   * stream. Rejects as the call would where the request is not legal.
   */
  async explain(ask: Ask, options: CallOptions = {}): Promise<RouteExplanation> {
    const request = requestOf(ask);
    const delivery = request.stream ? 'stream' : 'document';
    const exchange = this.exchanges.create(request, delivery, options, ambientContext(), {
      dryRun: true,
    });
    return routeExplanation(await this.pipeline.explain(exchange));
  }

  /**
   * The tokens of a prompt, estimated without asking anybody. Throws `UnknownModelError` where the request names a model
   * that stands for nothing.
   */
  estimateTokens(ask: Ask): number {
    const request = requestOf(ask);
    if (request.model !== undefined) this.pipeline.checkModel(request.model);
    return promptSizeOf(request).tokens;
  }

  /** Models, tiers and aliases that can be asked for. */
  models(): readonly ListedModel[] {
    return this.directory.list();
  }

  private async run(
    ask: Ask,
    delivery: Delivery,
    options: CallOptions,
    ambient: ReturnType<typeof ambientContext>,
  ): Promise<SettlingReply> {
    return this.pipeline.run(this.exchanges.create(requestOf(ask), delivery, options, ambient));
  }
}

function requestOf(ask: Ask): ChatRequest {
  if (Prompt.isInstance(ask)) return ask.toRequest();
  return typeof ask === 'string' ? new Prompt(ask).toRequest() : ask;
}
