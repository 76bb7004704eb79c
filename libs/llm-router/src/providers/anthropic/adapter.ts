import type { ProviderCall, ProviderReply } from '../../contracts/provider-adapter.js';
import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';
import { modelIdsOf } from '../model-list.js';
import { VendorAdapter, type VendorInit } from '../vendor-adapter.js';
import { MessageReplyDecoder } from './decode-reply.js';
import { DIALECT } from './encode-content.js';
import { encodeRequest } from './encode-request.js';
import { mapError } from './map-error.js';
import { unsupportedParameters } from './unsupported-parameters.js';

/** `baseUrl` without the version: `https://api.anthropic.com`. */
export interface AnthropicInit extends VendorInit {
  readonly defaultMaxTokens: number;
}

/** Most models of one page; nobody has more. */
const MODELS_PATH = '/v1/models?limit=1000';

/** An upstream that speaks Anthropic's Messages dialect. */
export class AnthropicAdapter extends VendorAdapter {
  readonly dialect = DIALECT;
  readonly capabilities: ProviderCapabilities = {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: true,
    reasoning: true,
    reasoningSignatures: true,
    promptCacheMarkers: true,
    embeddings: false,
  };
  readonly unsupportedParameters = unsupportedParameters;

  constructor(private readonly init: AnthropicInit) {
    super(init, { mapError, requestIds: ['request-id'] });
  }

  async open(call: ProviderCall): Promise<ProviderReply> {
    const { body, warnings } = encodeRequest(call, this.init.defaultMaxTokens);
    return this.ask(call, {
      path: '/v1/messages',
      body: JSON.stringify(body),
      warnings,
      decoder: (context) => new MessageReplyDecoder(context),
    });
  }

  async probe(signal: AbortSignal): Promise<void> {
    await this.listModels(signal);
  }

  async listModels(signal: AbortSignal): Promise<readonly string[]> {
    return modelIdsOf(await this.look(MODELS_PATH, signal), this.id);
  }
}
