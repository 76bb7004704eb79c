import { Inject, Injectable } from '@nestjs/common';
import { monotonicFactory } from 'ulid';
import type { CallJournal } from '../contracts/call-journal.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import { milliseconds } from '../contracts/checked-options.js';
import { Clock } from '../contracts/clock.js';
import type { Directives, RouteDirective } from '../contracts/directives.js';
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
import { subjectOf } from '../contracts/subject.js';
import { ObserveStage } from '../observability/observe.stage.js';
import type { AmbientContext } from './ambient-context.js';
import { CallScope } from './call-scope.js';
import { mergeDirectives } from './merge-directives.js';
import { OpenCalls } from './open-calls.js';
import { takeHints } from './routing-hints.js';

export interface ExchangeOptions {
  /**
   * True: nobody is to be asked; what would happen is to be found out. Such a call needs no settling: it keeps no
   * shutdown waiting, and no timer runs. Default false.
   */
  readonly dryRun?: boolean;
}

type Asked = Pick<Exchange, 'request' | 'embedding' | 'delivery' | 'dryRun'>;

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
    this.timeoutMs = milliseconds('timeouts.total', options.timeouts?.total ?? '10m');
  }

  /** Throws an `InvalidRequestError` for a request without messages, or with hints that are not legal. */
  create(
    asked: ChatRequest,
    delivery: Delivery,
    options: CallOptions,
    ambient: AmbientContext | undefined,
    { dryRun }: ExchangeOptions = {},
  ): Exchange {
    if (!Array.isArray(asked.messages) || asked.messages.length === 0) {
      throw new InvalidRequestError('messages: at least one message is needed.', 'messages');
    }
    const { request, route } = takeHints(asked);
    const directives = this.merge(options, ambient, route);
    const model = nameIn(request, directives) ?? this.options.routing?.defaultModel;
    return this.make({ request, delivery, dryRun }, model, directives, options, ambient);
  }

  /** The default model is one for chats, so that this call has to name its own. */
  createEmbedding(
    asked: EmbeddingRequest,
    options: CallOptions,
    ambient: AmbientContext | undefined,
  ): Exchange {
    const { request: embedding, route } = takeHints(asked);
    const directives = this.merge(options, ambient, route);
    const call = { request: { messages: [] }, embedding, delivery: 'document' as const };
    return this.make(call, nameIn(embedding, directives), directives, options, ambient);
  }

  private make(
    { request, embedding, delivery, dryRun }: Asked,
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
    const declaredMs = timeout === undefined ? this.timeoutMs : toMilliseconds(timeout);
    const timeoutMs = Math.min(declaredMs, options.patienceMs ?? Infinity);
    const startedAt = this.clock.now();
    const id = this.nextId(startedAt);
    const journal = this.observing.journal(id);
    const signal = dryRun
      ? (options.signal ?? new AbortController().signal)
      : this.enter(journal, options.signal, timeoutMs);
    const caller = { door: 'in-process', ...ambient?.caller, ...options.caller };
    return Object.freeze({
      id,
      request,
      embedding,
      delivery,
      directives,
      model,
      caller,
      subject: subjectOf(caller, embedding?.user ?? request.user),
      entities: options.entities,
      tags: directives.route?.tags ?? {},
      origin: options.origin,
      dryRun,
      signal,
      startedAt,
      deadline: startedAt + timeoutMs,
      journal,
    });
  }

  /** Counts the call as open until it settles; gives the signal that ends it. */
  private enter(
    journal: CallJournal,
    caller: AbortSignal | undefined,
    timeoutMs: number,
  ): AbortSignal {
    const scope = new CallScope(this.clock, caller, timeoutMs);
    this.openCalls.enter(scope);
    journal.onSettled(() => {
      scope.close();
      this.openCalls.leave(scope);
    });
    return scope.signal;
  }

  private merge(
    options: CallOptions,
    ambient: AmbientContext | undefined,
    hints: RouteDirective | undefined,
  ): Directives {
    const surrounding = ambient
      ? mergeDirectives(this.defaults, ambient.directives)
      : this.defaults;
    const own =
      options.route || options.cache !== undefined || options.redact
        ? mergeDirectives(surrounding, options)
        : surrounding;
    return hints === undefined ? own : mergeDirectives(own, { route: hints });
  }
}

function nameIn(request: { model?: string }, { route = {} }: Directives): string | undefined {
  return nameOf(request) ?? nameOf(route);
}

function nameOf({ model, tier }: { model?: string; tier?: string }): string | undefined {
  return model ?? (tier === undefined ? undefined : `tier:${tier}`);
}
