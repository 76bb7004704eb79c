import type { CallOptions } from '../contracts/options.js';
import type { Delivery } from '../contracts/provider-adapter.js';
import type { SettlingReply } from '../contracts/reply.js';
import type { CallRouter } from '../pipeline/call-router.js';
import { callError } from './call-error.js';
import { foldContent } from './fold-content.js';
import type { LanguageModelCall } from './language-model-call.js';
import type { GenerateResult, ModelStreamPart, ModelWarning } from './language-model-reply.js';
import { parseCall } from './parse-call.js';
import { identityOf, replyStream, streamParts } from './reply-stream.js';

/** Options of `languageModel()`: what a single call may say, and the form of the model. */
export interface LanguageModelOptions<Version extends 'v3' | 'v4' = 'v3' | 'v4'> extends Omit<
  CallOptions,
  'signal'
> {
  /** Version of the AI SDK's specification: v4 for `ai` 7, v3 for `ai` 6. Default `v4`. */
  readonly specificationVersion?: Version;
}

/** A language model of the AI SDK behind which the router stands. */
export interface RoutedLanguageModel<Version extends 'v3' | 'v4' = 'v4'> {
  readonly specificationVersion: Version;
  readonly provider: string;
  readonly modelId: string;
  readonly supportedUrls: Record<string, RegExp[]>;
  doGenerate(call: LanguageModelCall): Promise<GenerateResult>;
  doStream(call: LanguageModelCall): Promise<{ stream: ReadableStream<ModelStreamPart> }>;
}

interface Opened {
  readonly reply: SettlingReply;
  readonly warnings: ModelWarning[];
}

/**
 * The router as a language model of the AI SDK, for `generateText`, `streamText`, agents and structured output:
 *
 * ```ts
 * const { text } = await generateText({ model: router.languageModel('tier:cheap'), prompt: 'Hello' });
 * ```
 *
 * `model` is whatever `LlmRouter` knows by name. Calls obey the decorators of the code that makes them. What
 * `providerOptions.llmRouter` holds is added to the request, e.g. `{ service_tier: 'flex' }`; how a reply was obtained
 * stands in `providerMetadata.llmRouter`. Failures are `APICallError`s that are not retryable, with the `LlmRouterError`
 * as `cause`.
 */
export function languageModel<Version extends 'v3' | 'v4' = 'v4'>(
  router: CallRouter,
  model: string,
  options: LanguageModelOptions<Version> = {},
): RoutedLanguageModel<Version> {
  const { specificationVersion = 'v4' as Version, ...directives } = options;

  const open = async (call: LanguageModelCall, delivery: Delivery): Promise<Opened> => {
    const { request, warnings } = parseCall(call, model);
    const { abortSignal: signal } = call;
    const reply = await router.open(request, delivery, {
      ...directives,
      ...(signal ? { signal } : {}),
    });
    const all = [...warnings, ...reply.head.warnings];
    return { reply, warnings: all.map((message) => ({ type: 'other', message })) };
  };

  return {
    specificationVersion,
    provider: 'llm-router',
    modelId: model,
    // What vendors fetch themselves; anything else the AI SDK downloads first.
    supportedUrls: { 'image/*': [/^https?:\/\//] },

    async doGenerate(call) {
      try {
        return await wholeReply(await open(call, 'document'));
      } catch (failure) {
        throw callError(failure, model, call.abortSignal);
      }
    },

    async doStream(call) {
      try {
        const { reply, warnings } = await open(call, 'stream');
        return { stream: replyStream(reply, warnings, model, call.abortSignal) };
      } catch (failure) {
        throw callError(failure, model, call.abortSignal);
      }
    },
  };
}

async function wholeReply({ reply, warnings }: Opened): Promise<GenerateResult> {
  const parts: ModelStreamPart[] = [];
  let finish: Extract<ModelStreamPart, { type: 'finish' }> | undefined;
  for await (const part of streamParts(reply, warnings)) {
    if (part.type === 'finish') finish = part;
    else parts.push(part);
  }
  const { finishReason, usage, providerMetadata = {} } = finish!;
  return {
    content: foldContent(parts),
    finishReason,
    usage,
    providerMetadata,
    response: identityOf(reply),
    warnings,
  };
}
