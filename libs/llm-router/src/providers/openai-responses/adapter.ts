import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { modelIdsOf } from '../model-list.js';
import { VendorAdapter, type VendorInit } from '../vendor-adapter.js';
import { ResponseReplyDecoder } from './decode-reply.js';
import { DIALECT } from './encode-input.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

/** `baseUrl` with the version: `https://api.openai.com/v1`. */
export interface OpenAiResponsesInit extends VendorInit {
  /** Whether a model thinks before it answers. */
  readonly reasons: (upstreamModel: string) => boolean;
}

/** An upstream that speaks OpenAI's Responses API. */
export class OpenAiResponsesAdapter extends VendorAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: true,
    reasoning: true,
    reasoningSignatures: true,
    promptCacheMarkers: false,
    embeddings: false,
  };

  constructor(private readonly init: OpenAiResponsesInit) {
    super(init, { mapError, requestIds: ['x-request-id'] });
  }

  unsupportedParameters(request: ChatRequest, upstreamModel: string): readonly string[] {
    return unsupportedParameters(request, upstreamModel, this.init.reasons);
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call, this.init.reasons);
    return this.ask(call, {
      path: '/responses',
      body: JSON.stringify(body),
      warnings,
      decoder: (context) => new ResponseReplyDecoder(context),
    });
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    return modelIdsOf(await this.look('/models', signal), this.id);
  }
}
