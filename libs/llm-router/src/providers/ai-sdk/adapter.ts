import type { ChatRequest } from '../../contracts/chat-request.js';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import { DeclaredProvider, type ProviderDeclaration } from '../declared-provider.js';
import { objectOf, textOf } from '../json-value.js';
import type { SecretScrubber } from '../secret-scrubber.js';
import { upstreamFailure } from '../upstream-failure.js';
import { decodeResult } from './decode-result.js';
import { StreamPartDecoder } from './decode-stream-part.js';
import { encodeCall } from './encode-call.js';
import type { AiSdkLanguageModel, ByVendor, ModelCallOptions } from './language-model.js';
import { mapError } from './map-error.js';
import { DIALECT } from './signature.js';
import { StreamChunks } from './stream-chunks.js';
import { unsupportedParameters } from './unsupported-parameters.js';
import { warningTexts } from './warning-text.js';

export interface AiSdkInit extends ProviderDeclaration {
  /** By the name that callers ask for. */
  readonly languageModels: ReadonlyMap<string, AiSdkLanguageModel>;
  readonly headers: Readonly<Record<string, string>>;
  readonly providerOptions?: ByVendor;
  readonly scrub: SecretScrubber;
}

/** Models of the AI SDK as an upstream. They connect by themselves, so that no limit for connecting holds. */
export class AiSdkAdapter extends DeclaredProvider {
  readonly dialect = DIALECT;
  readonly capabilities = {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: true,
    reasoning: true,
    reasoningSignatures: true,
    promptCacheMarkers: true,
    embeddings: false,
  };

  constructor(private readonly init: AiSdkInit) {
    super(init);
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    const version = this.init.languageModels.get(upstreamModel)?.specificationVersion ?? 'v4';
    return unsupportedParameters(request, version);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const context = { provider: this.id, model: call.upstreamModel, scrub: this.init.scrub };
    const model = this.init.languageModels.get(call.upstreamModel);
    if (model === undefined) throw upstreamFailure({ code: 'model_gone' }, context);
    const mapped = (error: unknown): LlmRouterError =>
      call.signal.aborted && LlmRouterError.isInstance(call.signal.reason)
        ? call.signal.reason
        : mapError(error, context);
    const { options, warnings } = encodeCall(call.request, model.specificationVersion, {
      abortSignal: call.signal,
      headers: this.init.headers,
      ...(this.init.providerOptions ? { providerOptions: this.init.providerOptions } : {}),
    });
    const reply =
      call.delivery === 'stream'
        ? await this.stream(model, options, mapped)
        : await this.generate(model, options, mapped);
    return { ...reply, warnings: [...warnings, ...reply.warnings] };
  }

  private async generate(
    model: AiSdkLanguageModel,
    options: ModelCallOptions,
    mapped: (error: unknown) => LlmRouterError,
  ): Promise<ProviderReply> {
    const result = objectOf(await answerOf(() => model.doGenerate(options as never), mapped));
    const parts = decodeResult(result, this.id, model.provider);
    return {
      ...requestIdOf(objectOf(result.response).headers),
      warnings: warningTexts(result.warnings),
      chunks: document({ parts }),
    };
  }

  private async stream(
    model: AiSdkLanguageModel,
    options: ModelCallOptions,
    mapped: (error: unknown) => LlmRouterError,
  ): Promise<ProviderReply> {
    const { stream, response } = await answerOf(() => model.doStream(options as never), mapped);
    const decoder = new StreamPartDecoder(this.id, model.provider, mapped);
    const chunks = new StreamChunks(stream.getReader(), decoder, this.id, mapped);
    return { ...requestIdOf(response?.headers), warnings: await chunks.warnings(), chunks };
  }
}

/** A model may also throw before it gives a promise. */
async function answerOf<T>(
  ask: () => PromiseLike<T>,
  mapped: (error: unknown) => LlmRouterError,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw mapped(error);
  }
}

async function* document(chunk: ReplyChunk): AsyncGenerator<ReplyChunk, undefined> {
  yield chunk;
}

function requestIdOf(headers: unknown): { upstreamRequestId?: string } {
  const known = objectOf(headers);
  const id = textOf(known['x-request-id']) ?? textOf(known['request-id']);
  return id === undefined ? {} : { upstreamRequestId: id };
}
