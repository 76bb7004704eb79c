import { Inject, Injectable } from '@nestjs/common';
import { monotonicFactory } from 'ulid';
import type { ChatRequest } from '../contracts/chat-request.js';
import { Clock } from '../contracts/clock.js';
import type { Directives } from '../contracts/directives.js';
import { toMilliseconds } from '../contracts/duration.js';
import type { EmbeddingRequest } from '../contracts/embedding.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import {
  type CallOptions,
  LLM_ROUTER_OPTIONS,
  type LlmRouterOptions,
} from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import { ObserveStage } from '../observability/observe.stage.js';
import type { AmbientContext } from './ambient-context.js';
import { CallScope } from './call-scope.js';
import { mergeDirectives } from './merge-directives.js';
import { OpenCalls } from './open-calls.js';

/** Makes a frozen `Exchange` of everything that is said about a call, merged once. */
@Injectable()
export class ExchangeFactory {
  /** Ids must be unique, not secret; the default source asks the system for each of their 16 random characters. */
  private readonly nextId = monotonicFactory(Math.random);
  private readonly defaults: Directives;
  private readonly timeoutMs: number;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly observing: ObserveStage,
    private readonly openCalls: OpenCalls,
    private readonly clock: Clock,
  ) {
    this.defaults = {
      redact: options.redact,
      route: options.tags && { tags: options.tags },
      cache: options.cache?.everyCall ? {} : undefined,
    };
    this.timeoutMs = toMilliseconds(options.timeouts?.total ?? '10m');
  }

  create(
    request: ChatRequest,
    delivery: Delivery,
    options: CallOptions,
    ambient: AmbientContext | undefined,
  ): Exchange {
    if (!Array.isArray(request.messages) || request.messages.length === 0) {
      throw new InvalidRequestError('messages: at least one message is needed.', 'messages');
    }
    const directives = this.merge(options, ambient);
    const model = nameIn(request, directives) ?? this.options.routing?.defaultModel;
    return this.make({ request, delivery }, model, directives, options, ambient);
  }

  /** The default model is one for chats, so that this call has to name its own. */
  createEmbedding(
    embedding: EmbeddingRequest,
    options: CallOptions,
    ambient: AmbientContext | undefined,
  ): Exchange {
    const directives = this.merge(options, ambient);
    const asked = { request: { messages: [] }, embedding, delivery: 'document' as const };
    return this.make(asked, nameIn(embedding, directives), directives, options, ambient);
  }

  private make(
    asked: Pick<Exchange, 'request' | 'embedding' | 'delivery'>,
    model: string | undefined,
    directives: Directives,
    options: CallOptions,
    ambient: AmbientContext | undefined,
  ): Exchange {
    this.openCalls.admit();
    if (model === undefined) {
      throw new InvalidRequestError(
        'The request names no model, and there is no default. Name a model, a tier as "tier:<name>", or an alias.',
        'model',
      );
    }
    const { timeout } = directives.route ?? {};
    const timeoutMs = timeout === undefined ? this.timeoutMs : toMilliseconds(timeout);
    const startedAt = this.clock.now();
    const id = this.nextId(startedAt);
    const scope = new CallScope(options.signal, timeoutMs);
    const journal = this.observing.journal(id);
    this.openCalls.enter(scope);
    journal.onSettled(() => {
      scope.close();
      this.openCalls.leave(scope);
    });
    return Object.freeze({
      id,
      ...asked,
      directives,
      model,
      caller: { door: 'in-process', ...ambient?.caller, ...options.caller },
      tags: directives.route?.tags ?? {},
      signal: scope.signal,
      startedAt,
      deadline: startedAt + timeoutMs,
      journal,
    });
  }

  private merge(options: CallOptions, ambient: AmbientContext | undefined): Directives {
    const surrounding = ambient
      ? mergeDirectives(this.defaults, ambient.directives)
      : this.defaults;
    return options.route || options.cache !== undefined || options.redact
      ? mergeDirectives(surrounding, options)
      : surrounding;
  }
}

function nameIn(request: { model?: string }, { route = {} }: Directives): string | undefined {
  return nameOf(request) ?? nameOf(route);
}

function nameOf({ model, tier }: { model?: string; tier?: string }): string | undefined {
  return model ?? (tier === undefined ? undefined : `tier:${tier}`);
}
