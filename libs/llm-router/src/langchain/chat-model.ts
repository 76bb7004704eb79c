import type {
  BaseLanguageModelInput,
  StructuredOutputMethodOptions,
} from '@langchain/core/language_models/base';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, type AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk, ChatResult } from '@langchain/core/outputs';
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { Runnable } from '@langchain/core/runnables';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { ChatTool, ResponseFormat } from '../contracts/chat-tool.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { CallOptions } from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import type { SettlingReply } from '../contracts/reply.js';
import type { CallRouter } from '../pipeline/call-router.js';
import { encodeMessages } from './encode-messages.js';
import { encodeToolChoice, encodeTools } from './encode-tools.js';
import { messageChunks } from './message-chunks.js';
import { OutputSchema, parsed, type SchemaOf } from './structured-output.js';

/** Options of `chatModel()`: what a single call may say, and the rest of the request. */
export interface ChatModelOptions extends Omit<CallOptions, 'signal'> {
  /** Fields of every request, e.g. `{ temperature: 0 }`. Default none. */
  readonly request?: Omit<Partial<ChatRequest>, 'messages' | 'model'>;
}

/** What one call of a `RoutedChatModel` may say, beside what LangChain says to every model. */
export interface RoutedChatModelCallOptions extends BaseChatModelCallOptions {
  readonly tools?: ChatTool[];
  readonly response_format?: ResponseFormat;
}

/** The router as a chat model of LangChain's; made by `chatModel()`. */
export class RoutedChatModel extends BaseChatModel<RoutedChatModelCallOptions> {
  static override lc_name(): string {
    return 'RoutedChatModel';
  }

  constructor(
    private readonly router: CallRouter,
    /** What is asked for: a model, `tier:<name>` or an alias. */
    readonly model: string,
    private readonly options: ChatModelOptions = {},
  ) {
    super({});
  }

  override _llmType(): string {
    return 'llm-router';
  }

  override bindTools(
    tools: BindToolsInput[],
    kwargs?: Partial<RoutedChatModelCallOptions>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, RoutedChatModelCallOptions> {
    return this.withConfig({ ...kwargs, tools: encodeTools(tools) });
  }

  /**
   * The answer as an object that fits `schema`: one of zod's or of another library that keeps to Standard Schema, or a
   * JSON Schema, which is not checked. The model is told the schema as its response format (`method: 'jsonSchema'`,
   * the default), or just to write JSON (`'jsonMode'`).
   */
  /* eslint-disable @typescript-eslint/no-explicit-any -- LangChain's own signatures */
  override withStructuredOutput<Output extends Record<string, any> = Record<string, any>>(
    schema: SchemaOf<Output> | Record<string, any>,
    config?: StructuredOutputMethodOptions<false>,
  ): Runnable<BaseLanguageModelInput, Output>;
  override withStructuredOutput<Output extends Record<string, any> = Record<string, any>>(
    schema: SchemaOf<Output> | Record<string, any>,
    config?: StructuredOutputMethodOptions<true>,
  ): Runnable<BaseLanguageModelInput, { raw: BaseMessage; parsed: Output }>;
  override withStructuredOutput(
    schema: object,
    config: StructuredOutputMethodOptions<boolean> = {},
  ): Runnable<BaseLanguageModelInput, any> {
    const { name, method, strict = true, includeRaw = false } = config;
    const output = new OutputSchema(schema, name);
    const format: ResponseFormat =
      method === 'jsonMode' ? { type: 'json_object' } : output.format(strict);
    return parsed(this.withConfig({ response_format: format }), output, includeRaw);
  }
  /* eslint-enable @typescript-eslint/no-explicit-any */

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): Promise<ChatResult> {
    let whole: ChatGenerationChunk | undefined;
    for await (const chunk of this.chunks('document', messages, options)) {
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    const { content, tool_calls, invalid_tool_calls, ...rest } = whole!.message as AIMessageChunk;
    const message = new AIMessage({
      content,
      tool_calls,
      invalid_tool_calls,
      id: rest.id,
      additional_kwargs: rest.additional_kwargs,
      response_metadata: rest.response_metadata,
      usage_metadata: rest.usage_metadata,
    });
    return { generations: [{ text: whole!.text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for await (const chunk of this.chunks('stream', messages, options)) {
      yield chunk;
      await runManager?.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, {
        chunk,
      });
    }
  }

  private async *chunks(
    delivery: Delivery,
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<ChatGenerationChunk> {
    try {
      yield* messageChunks(await this.open(delivery, messages, options));
    } catch (failure) {
      // As `fetch` does it.
      if (options.signal?.aborted) throw options.signal.reason;
      throw LlmRouterError.from(failure);
    }
  }

  private open(
    delivery: Delivery,
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): Promise<SettlingReply> {
    const { request, ...directives } = this.options;
    const { tools, tool_choice: choice, response_format: format, stop, signal } = options;
    return this.router.open(
      {
        ...request,
        model: this.model,
        messages: encodeMessages(messages),
        ...(tools?.length ? { tools } : {}),
        ...(tools?.length && choice !== undefined ? { tool_choice: encodeToolChoice(choice) } : {}),
        ...(format === undefined ? {} : { response_format: format }),
        ...(stop === undefined ? {} : { stop }),
      },
      delivery,
      { ...directives, ...(signal ? { signal } : {}) },
    );
  }
}

/**
 * The router as a chat model of LangChain's, for chains, agents and graphs: `invoke`, `stream`, `bindTools`,
 * `withStructuredOutput`.
 *
 * ```ts
 * const { text } = await chatModel(router, 'tier:cheap').invoke('Hello');
 * ```
 *
 * `model` is whatever `LlmRouter` knows by name. Calls obey the decorators of the code that makes them, and reject with
 * an `LlmRouterError`. How a reply was obtained stands in `response_metadata.llm_router`.
 */
export function chatModel(
  router: CallRouter,
  model: string,
  options: ChatModelOptions = {},
): RoutedChatModel {
  return new RoutedChatModel(router, model, options);
}
